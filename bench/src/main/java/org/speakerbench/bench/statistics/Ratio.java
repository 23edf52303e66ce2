package org.speakerbench.bench.statistics;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The ratio of two sides, of which each fork gave one value.
 *
 * @param value mean of the new side over mean of the base: above 1 is slower
 * @param low lower end of the 99% interval
 * @param high upper end
 */
public record Ratio(double value, double low, double high) {
  private static final double CONFIDENCE = 0.99;
  private static final int RESAMPLES = 10_000;
  private static final long SEED = 20_240_301L;

  /**
   * Percentile bootstrap (Efron 1979), seeded: forks are drawn anew on both sides. The mean of a
   * few fork values, not their median: the bootstrap of a median of five is little more than their
   * range.
   *
   * @param base one value per fork, at least one
   * @param next one value per fork, at least one
   */
  public static Ratio of(double[] base, double[] next) {
    RandomGenerator random = new Well19937c(SEED);
    double[] ratios = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      ratios[r] = drawnMean(next, random) / drawnMean(base, random);
    }
    Percentile percentile = new Percentile();
    percentile.setData(ratios);
    double tail = (1 - CONFIDENCE) / 2 * 100;
    return new Ratio(
        StatUtils.mean(next) / StatUtils.mean(base),
        percentile.evaluate(tail),
        percentile.evaluate(100 - tail));
  }

  private static double drawnMean(double[] values, RandomGenerator random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }
}
