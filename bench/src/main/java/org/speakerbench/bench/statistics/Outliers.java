package org.speakerbench.bench.statistics;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How many samples lie outside Tukey's fences: mild beyond 1.5, extreme beyond 3 interquartile
 * ranges from the quartiles (Tukey, Exploratory Data Analysis, 1977). All of them are kept: slow
 * calls are part of what users get.
 *
 * @param lowExtreme far below
 * @param lowMild below
 * @param highMild above
 * @param highExtreme far above
 */
public record Outliers(long lowExtreme, long lowMild, long highMild, long highExtreme) {
  private static final double MILD = 1.5;
  private static final double EXTREME = 3;

  /** Classifies samples; at least one. */
  public static Outliers of(double[] samples) {
    Percentile percentile = new Percentile();
    percentile.setData(samples);
    double q1 = percentile.evaluate(25);
    double q3 = percentile.evaluate(75);
    double range = q3 - q1;
    long lowExtreme = 0;
    long lowMild = 0;
    long highMild = 0;
    long highExtreme = 0;
    for (double sample : samples) {
      if (sample < q1 - EXTREME * range) {
        lowExtreme++;
      } else if (sample < q1 - MILD * range) {
        lowMild++;
      } else if (sample > q3 + EXTREME * range) {
        highExtreme++;
      } else if (sample > q3 + MILD * range) {
        highMild++;
      }
    }
    return new Outliers(lowExtreme, lowMild, highMild, highExtreme);
  }
}
