/**
 * Arrays by utterance in files of many: Kaldi archives, NumPy, JSON Lines, folders, indexes.
 *
 * <p>{@link org.speakerbench.engine.table.Table} reads all of them. A format to write is an {@link
 * org.speakerbench.engine.table.Archive}: it gets all arrays in the order of the list, after the
 * run, so that it writes each file once and whole, and the same whatever the order of the work.
 */
package org.speakerbench.engine.table;
