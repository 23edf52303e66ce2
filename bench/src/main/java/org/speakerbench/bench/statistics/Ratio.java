package org.speakerbench.bench.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The ratio of two sides, of which each fork gave one value.
 *
 * @param value mean of the new side over mean of the base: above 1 is slower
 * @param low lower end of the 99% interval
 * @param high upper end
 */
public record Ratio(double value, double low, double high) {
  private static final long SEED = 20_240_301L;

  /**
   * By {@link Bootstrap}: forks are drawn anew on both sides. The mean of a few fork values, not
   * their median: the bootstrap of a median of five is little more than their range.
   *
   * @param base one value per fork, at least one
   * @param next one value per fork, at least one
   */
  public static Ratio of(double[] base, double[] next) {
    return of(
        base,
        next,
        random -> mean(next, draw(next.length, random)) / mean(base, draw(base.length, random)));
  }

  /**
   * The same where forks ran in pairs, one of each side next to each other: pairs are drawn, so
   * that what slowed both of a pair widens nothing.
   *
   * @param base one value per pair, at least one
   * @param next one value per pair, in the same order
   */
  public static Ratio ofPairs(double[] base, double[] next) {
    if (base.length != next.length) {
      throw new IllegalArgumentException(base.length + " and " + next.length + " are no pairs");
    }
    return of(
        base,
        next,
        random -> {
          int[] drawn = draw(base.length, random);
          return mean(next, drawn) / mean(base, drawn);
        });
  }

  /**
   * The same where something else disturbs single runs, which then take many times as long: the
   * mean of the middle half of the pairs' own ratios.
   *
   * @param base one value per pair, at least one
   * @param next one value per pair, in the same order
   */
  public static Ratio ofDisturbedPairs(double[] base, double[] next) {
    double[] ratios = new double[base.length];
    for (int pair = 0; pair < ratios.length; pair++) {
      ratios[pair] = next[pair] / base[pair];
    }
    Bootstrap ends =
        Bootstrap.of(
            SEED,
            random ->
                MiddleHalf.mean(
                    Arrays.stream(draw(ratios.length, random))
                        .mapToDouble(i -> ratios[i])
                        .toArray()));
    return new Ratio(MiddleHalf.mean(ratios), ends.low(), ends.high());
  }

  private static Ratio of(
      double[] base, double[] next, ToDoubleFunction<RandomGenerator> drawnRatio) {
    Bootstrap ends = Bootstrap.of(SEED, drawnRatio);
    return new Ratio(StatUtils.mean(next) / StatUtils.mean(base), ends.low(), ends.high());
  }

  private static int[] draw(int n, RandomGenerator random) {
    int[] drawn = new int[n];
    for (int i = 0; i < n; i++) {
      drawn[i] = random.nextInt(n);
    }
    return drawn;
  }

  private static double mean(double[] values, int[] drawn) {
    double sum = 0;
    for (int i : drawn) {
      sum += values[i];
    }
    return sum / drawn.length;
  }
}
