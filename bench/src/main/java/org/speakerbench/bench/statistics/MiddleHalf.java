package org.speakerbench.bench.statistics;

import java.util.Arrays;

/**
 * The interquartile mean: that of the values between the quartiles. As good as the mean where
 * nothing disturbs, and as robust as the median where something does.
 */
public final class MiddleHalf {
  private MiddleHalf() {}

  /**
   * Of some values: a quarter of them, rounded down, is left out at either end.
   *
   * @param values at least one
   */
  public static double mean(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int quarter = sorted.length / 4;
    return Arrays.stream(sorted, quarter, sorted.length - quarter).average().orElseThrow();
  }
}
