package org.speakerbench.engine.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * Trials of units that are drawn with replacement, as many as there are. Each copy of a unit is
 * somebody else: a trial within a unit counts as often as the unit was drawn, one between two
 * counts the product of both, and two copies of one unit have no trials with each other. It is the
 * vertex bootstrap, as Fogliato, Patil and Perona describe it ("Confidence intervals for error
 * rates in matching tasks", arXiv 2306.01198, 2023).
 */
final class Resamples {
  private final int[] enrolled;
  private final int[] tested;
  private final int units;
  private final long seed;

  Resamples(List<Trial> trials, Units of, long seed) {
    Map<String, Integer> numbers = new HashMap<>();
    enrolled = new int[trials.size()];
    tested = new int[trials.size()];
    for (int i = 0; i < enrolled.length; i++) {
      Trial trial = trials.get(i);
      enrolled[i] = number(numbers, of.ofEnrolled(trial));
      tested[i] = number(numbers, of.ofTested(trial));
    }
    units = numbers.size();
    this.seed = seed;
  }

  private static int number(Map<String, Integer> numbers, String unit) {
    int next = numbers.size();
    Integer known = numbers.putIfAbsent(unit, next);
    return known == null ? next : known;
  }

  int units() {
    return units;
  }

  /** How often each unit is in one of the resamples, by its number: the same each time. */
  int[] draw(int resample) {
    SplitMix64 random = new SplitMix64(seed).skip((long) resample * units);
    int[] times = new int[units];
    for (int i = 0; i < units; i++) {
      times[(int) (random.nextUniform() * units)]++;
    }
    return times;
  }

  /** Trials in another order than that of the list. */
  Ordered in(int[] order) {
    return new Ordered(
        Arrays.stream(order).map(i -> enrolled[i]).toArray(),
        Arrays.stream(order).map(i -> tested[i]).toArray());
  }

  /** The units of trials, in an order of theirs. */
  record Ordered(int[] enrolled, int[] tested) {
    /** How often each trial is in a resample that has its units so many times. */
    int[] weights(int[] times) {
      int[] weights = new int[enrolled.length];
      for (int i = 0; i < weights.length; i++) {
        int ofEnrolled = times[enrolled[i]];
        weights[i] = enrolled[i] == tested[i] ? ofEnrolled : ofEnrolled * times[tested[i]];
      }
      return weights;
    }
  }

  /**
   * The interval of estimates that were made of resamples: percentiles, further out than those of
   * the normal distribution by what a small number of units makes a percentile interval too narrow
   * (Hesterberg, "What teachers should know about the bootstrap", 2015: expanded percentiles).
   *
   * @param estimates in any order; they are sorted
   */
  Interval interval(double[] estimates) {
    Arrays.sort(estimates);
    double tail = tail(units);
    int last = estimates.length - 1;
    int low = (int) Math.floor(tail * last);
    return new Interval(estimates[low], estimates[last - low]);
  }

  /** The share of estimates below the interval, and above. */
  static double tail(int units) {
    double t =
        new TDistribution(units - 1)
            .inverseCumulativeProbability((1 + SpeakerBootstrap.CONFIDENCE) / 2);
    return new NormalDistribution()
        .cumulativeProbability(-Math.sqrt((double) units / (units - 1)) * t);
  }
}
