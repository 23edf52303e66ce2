package org.speakerbench.bench.statistics;

import org.apache.commons.math3.stat.descriptive.rank.Median;

/** The slope of Theil (1950) and Sen (1968): the median of the slopes of all pairs of points. */
public final class Slope {
  private Slope() {}

  /**
   * The slope of y over x, which single outliers do not move.
   *
   * @param x ascending, each once
   * @param y as many values, at least two
   */
  public static double of(double[] x, double[] y) {
    int n = x.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int filled = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        slopes[filled++] = (y[j] - y[i]) / (x[j] - x[i]);
      }
    }
    return new Median().evaluate(slopes);
  }
}
