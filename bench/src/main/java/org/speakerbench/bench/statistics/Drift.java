package org.speakerbench.bench.statistics;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Whether times change over the iterations of a fork: a straight line through all iterations, each
 * over the mean of its fork, so that forks may differ.
 *
 * @param relative change from the first to the last iteration, over the mean
 * @param pValue of a slope of zero; NaN for fewer than 3 iterations in all
 */
public record Drift(double relative, double pValue) {

  /**
   * Fits the line.
   *
   * @param forks the times of each fork's iterations, in their order
   */
  public static Drift of(List<double[]> forks) {
    SimpleRegression line = new SimpleRegression();
    int longest = 0;
    for (double[] iterations : forks) {
      double mean = StatUtils.mean(iterations);
      for (int i = 0; i < iterations.length; i++) {
        line.addData(i, iterations[i] / mean);
      }
      longest = Math.max(longest, iterations.length);
    }
    return line.getN() < 3
        ? new Drift(0, Double.NaN)
        : new Drift(line.getSlope() * (longest - 1), line.getSignificance());
  }
}
