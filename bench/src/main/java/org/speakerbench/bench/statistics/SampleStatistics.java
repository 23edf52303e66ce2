package org.speakerbench.bench.statistics;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Statistics of times in ms. A figure that the samples cannot support is NaN: the standard
 * deviation of one sample, and percentiles of too few.
 *
 * @param n number of samples: calls, or iterations
 * @param mean per call
 * @param median also the 50th percentile
 * @param sd sample standard deviation (divisor n - 1)
 * @param mad median absolute deviation from the median, not scaled
 * @param min smallest
 * @param p90 90th percentile
 * @param p99 99th percentile
 */
public record SampleStatistics(
    int n, double mean, double median, double sd, double mad, double min, double p90, double p99) {

  /** MLPerf's early-stopping rule: samples needed to claim a 90th percentile at 99% confidence. */
  public static final int LEAST_FOR_P90 = 64;

  /** The same for a 99th percentile. */
  public static final int LEAST_FOR_P99 = 662;

  /** Of work that gave no sample. */
  public static final SampleStatistics NONE =
      new SampleStatistics(
          0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Statistics of single calls, ms; at least one. */
  public static SampleStatistics ofCalls(double[] values) {
    return of(values, StatUtils.mean(values), true);
  }

  /**
   * Statistics of iterations, of which only the total is known; at least one. The mean is per call;
   * all else is of the iterations' means, of which percentiles would mislead.
   */
  public static SampleStatistics ofIterations(List<Total> iterations) {
    return of(
        iterations.stream().mapToDouble(Total::mean).toArray(),
        iterations.stream().reduce(Total.NOTHING, Total::plus).mean(),
        false);
  }

  private static SampleStatistics of(double[] values, double mean, boolean percentiles) {
    // Linear interpolation at p (n + 1), the estimate that JMH reports too.
    Percentile percentile = new Percentile();
    percentile.setData(values);
    double median = percentile.evaluate(50);
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.abs(values[i] - median);
    }
    return new SampleStatistics(
        values.length,
        mean,
        median,
        values.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(values)),
        new Percentile().evaluate(deviations, 50),
        StatUtils.min(values),
        percentiles && values.length >= LEAST_FOR_P90 ? percentile.evaluate(90) : Double.NaN,
        percentiles && values.length >= LEAST_FOR_P99 ? percentile.evaluate(99) : Double.NaN);
  }
}
