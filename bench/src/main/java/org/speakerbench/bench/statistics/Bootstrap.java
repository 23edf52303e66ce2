package org.speakerbench.bench.statistics;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The 99% interval of the percentile bootstrap (Efron 1979), seeded.
 *
 * @param low lower end
 * @param high upper end
 */
record Bootstrap(double low, double high) {
  static final double CONFIDENCE = 0.99;
  private static final int RESAMPLES = 10_000;

  /** Of an estimate that draws its data anew each time it is made. */
  static Bootstrap of(long seed, ToDoubleFunction<RandomGenerator> estimate) {
    RandomGenerator random = new Well19937c(seed);
    double[] estimates = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      estimates[r] = estimate.applyAsDouble(random);
    }
    Percentile percentile = new Percentile();
    percentile.setData(estimates);
    double tail = (1 - CONFIDENCE) / 2 * 100;
    return new Bootstrap(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }
}
