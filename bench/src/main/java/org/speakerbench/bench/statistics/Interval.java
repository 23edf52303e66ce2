package org.speakerbench.bench.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * A 99% interval of a mean.
 *
 * @param low lower end; NaN if there is none
 * @param high upper end; NaN if there is none
 * @param kind how it was made
 */
public record Interval(double low, double high, Kind kind) {
  private static final long SEED = 20_240_229L;

  /** How an interval was made. */
  public enum Kind {
    /** Bootstrap over forks: says where other forks on this machine would lie. */
    BETWEEN_FORKS("between-forks", "99% interval by bootstrap over forks"),
    /** Student's t over iterations: blind to what differs between forks, so too narrow. */
    WITHIN_RUN(
        "within-run", "99% interval within-run (Student's t over iterations, not over forks)"),
    /** Too few iterations. */
    NONE("none", "no interval");

    private final String label;
    private final String text;

    Kind(String label, String text) {
      this.label = label;
      this.text = text;
    }

    /** The kind of a name. */
    public static Kind of(String label) {
      return Arrays.stream(values())
          .filter(kind -> kind.label.equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new SpeakerbenchException(
                      "kind of interval: found "
                          + label
                          + ", expected between-forks, within-run or none"));
    }

    /** Name in the CSVs. */
    public String label() {
      return label;
    }

    /** For notes and captions. */
    public String text() {
      return text;
    }
  }

  /** No interval. */
  public static Interval none() {
    return new Interval(Double.NaN, Double.NaN, Kind.NONE);
  }

  /**
   * Percentile bootstrap (Efron 1979), seeded: whole forks are drawn, and the mean of all their
   * calls taken. With five forks it tends to be too narrow; more forks cure that.
   */
  public static Interval betweenForks(List<Total> forks) {
    Bootstrap ends = Bootstrap.of(SEED, random -> drawn(forks, random).mean());
    return new Interval(ends.low(), ends.high(), Kind.BETWEEN_FORKS);
  }

  private static Total drawn(List<Total> forks, RandomGenerator random) {
    Total drawn = Total.NOTHING;
    for (int i = 0; i < forks.size(); i++) {
      drawn = drawn.plus(forks.get(random.nextInt(forks.size())));
    }
    return drawn;
  }

  /**
   * Student's t interval around the mean of all calls, with iterations as the units: the ratio
   * estimator for clusters of unequal size (Cochran, Sampling Techniques, section 6.4). With equal
   * sizes it is the usual interval over the means of iterations. Not below zero; none for fewer
   * than 3 iterations.
   */
  public static Interval withinRun(List<Total> iterations) {
    int k = iterations.size();
    if (k < 3) {
      return none();
    }
    Total all = iterations.stream().reduce(Total.NOTHING, Total::plus);
    double squares =
        iterations.stream()
            .mapToDouble(iteration -> iteration.ms() - all.mean() * iteration.calls())
            .map(residual -> residual * residual)
            .sum();
    double t =
        new TDistribution(k - 1).inverseCumulativeProbability((1 + Bootstrap.CONFIDENCE) / 2);
    double half = t * Math.sqrt(squares * k / (k - 1)) / all.calls();
    return new Interval(Math.max(0, all.mean() - half), all.mean() + half, Kind.WITHIN_RUN);
  }
}
