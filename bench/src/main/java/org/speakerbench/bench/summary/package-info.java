/**
 * From what the forks gave to the rows of a report: figures, intervals, and whether a row is
 * evidence.
 */
package org.speakerbench.bench.summary;
