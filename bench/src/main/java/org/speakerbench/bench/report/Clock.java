package org.speakerbench.bench.report;

import java.util.Locale;

/** What is counted. */
enum Clock {
  /** Elapsed time of each call. */
  WALL,
  /** CPU time of all threads of the process, averaged over each iteration. */
  CPU;

  /** Name in the CSVs. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
