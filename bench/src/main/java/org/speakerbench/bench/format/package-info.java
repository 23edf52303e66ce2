/**
 * The files of a report folder, each written and read back in one class, and the records that their
 * rows are made of.
 */
package org.speakerbench.bench.format;
