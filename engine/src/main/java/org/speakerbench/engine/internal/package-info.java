/**
 * Not for users: files written whole or not at all, hashes, random numbers, names that are nearly
 * the same, JSON, the cache folder, memory of the process, reasons in words.
 */
package org.speakerbench.engine.internal;
