/** Arrays by utterance in files of many: Kaldi archives, NumPy, JSON Lines, folders, indexes. */
package org.speakerbench.engine.table;
