package org.speakerbench.bench.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Whether times change over the iterations of a fork: one slope through the iterations of all
 * forks, each over the mean of its fork, so that forks may differ.
 *
 * @param relative change from the first to the last iteration, over the mean
 * @param pValue of a slope of zero, two-sided; NaN for too few iterations
 */
public record Drift(double relative, double pValue) {

  /**
   * Fits the line.
   *
   * @param forks the times of each fork's iterations, in their order
   */
  public static Drift of(List<double[]> forks) {
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    int n = 0;
    int longest = 0;
    for (double[] iterations : forks) {
      double mean = StatUtils.mean(iterations);
      double middle = (iterations.length - 1) / 2.0;
      for (int i = 0; i < iterations.length; i++) {
        double x = i - middle;
        double y = iterations[i] / mean - 1;
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
      }
      n += iterations.length;
      longest = Math.max(longest, iterations.length);
    }
    int freedom = n - forks.size() - 1; // a mean of each fork, and the slope
    if (freedom < 1 || sxx == 0) {
      return new Drift(0, Double.NaN);
    }
    double slope = sxy / sxx;
    double error = Math.sqrt(Math.max(0, syy - slope * sxy) / freedom / sxx);
    double p =
        error == 0
            ? slope == 0 ? 1 : 0
            : 2 * new TDistribution(freedom).cumulativeProbability(-Math.abs(slope / error));
    return new Drift(slope * (longest - 1), p);
  }
}
