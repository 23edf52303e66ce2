/** Not for users: files written whole or not at all, hashes, random numbers, the cache folder. */
package org.speakerbench.engine.internal;
