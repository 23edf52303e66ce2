package org.speakerbench.bench.statistics;

import java.util.Arrays;

/**
 * The mean of the fastest quarter of some times: what work takes while nothing else is done. What
 * else a machine does only adds to times, so that it does not touch this until it meets three of
 * four.
 */
public final class FastestQuarter {
  private FastestQuarter() {}

  /**
   * Of some times: of a quarter of them, rounded up.
   *
   * @param times at least one
   */
  public static double mean(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return Arrays.stream(sorted, 0, (sorted.length + 3) / 4).average().orElseThrow();
  }
}
