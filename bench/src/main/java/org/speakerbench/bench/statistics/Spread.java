package org.speakerbench.bench.statistics;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much forks differ, and how much the iterations of one do.
 *
 * @param between standard deviation of the forks' means, over their mean; NaN for one fork
 * @param inside root mean square of the standard deviations of each fork's iterations, over the
 *     same mean; NaN if no fork has two
 */
public record Spread(double between, double inside) {

  /**
   * The spread of forks.
   *
   * @param forks the times of each fork's iterations; at least one fork with one iteration
   */
  public static Spread of(List<double[]> forks) {
    double[] means = forks.stream().mapToDouble(StatUtils::mean).toArray();
    double mean = StatUtils.mean(means);
    double inside =
        forks.stream()
            .filter(iterations -> iterations.length > 1)
            .mapToDouble(StatUtils::variance)
            .average()
            .orElse(Double.NaN);
    double between = means.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(means));
    return new Spread(between / mean, Math.sqrt(inside) / mean);
  }
}
