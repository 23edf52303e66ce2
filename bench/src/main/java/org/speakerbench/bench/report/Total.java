package org.speakerbench.bench.report;

/**
 * Time and calls of an iteration or a fork.
 *
 * @param ms sum of the times, ms
 * @param calls how many calls they are of
 */
record Total(double ms, long calls) {
  static final Total NOTHING = new Total(0, 0);

  Total plus(Total other) {
    return new Total(ms + other.ms, calls + other.calls);
  }

  /** Time per call, ms. */
  double mean() {
    return ms / calls;
  }
}
