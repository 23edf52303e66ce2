package org.speakerbench.engine.score;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * How far error rates would be off with other speakers: 95% intervals, seeded.
 *
 * <p>Trials are not independent, each speaker is in many: speakers are drawn again, not trials (see
 * {@link Units} for the other choice). An interval holds the percentiles of the resamples and that
 * of independent trials, which is not empty where no error was seen: 0 errors of 225 can be a rate
 * of 1.7%.
 */
public final class SpeakerBootstrap {
  /** Of the intervals. */
  public static final double CONFIDENCE = 0.95;

  /** Resamples: two of them are beyond a percentile of one in a thousand. */
  public static final int RESAMPLES = 2000;

  /**
   * Fewest units that an interval is made of: with fewer not even the methods for few clusters have
   * been tried (Cameron, Gelbach and Miller, "Bootstrap-based improvements for inference with
   * clustered errors", 2008, start at five).
   */
  public static final int FEWEST_UNITS = 5;

  /**
   * Fewest trials that one system decides right and the other wrong, for a difference to be
   * decided: of five that all point one way a sign test still has p = 2^-4 &gt; 0.05.
   */
  public static final int FEWEST_DISCORDANT = 6;

  private final Units units;
  private final long seed;

  /** Of speakers or clips; the same seed gives the same intervals. */
  public SpeakerBootstrap(Units units, long seed) {
    this.units = units;
    this.seed = seed;
  }

  /**
   * Intervals of all rates.
   *
   * @param noun what was drawn, for example {@code speakers}
   * @param units how many there are
   * @param resamples how many were drawn
   * @param degenerate how many of them had no target or no nontarget trial and say nothing
   */
  public record Intervals(
      Map<Rate, Interval> intervals, String noun, int units, int resamples, int degenerate) {
    public Intervals {
      intervals = Map.copyOf(intervals);
    }

    /** The interval of a rate. */
    public Interval of(Rate rate) {
      return intervals.get(rate);
    }
  }

  /**
   * Intervals of the error rates of scores.
   *
   * @throws SpeakerbenchException if there are fewer than {@link #FEWEST_UNITS}, if one is not
   *     known, or if trials contradict the speakers
   */
  public Intervals intervals(ScoredTrials scored) {
    WeightedRates weighted = new WeightedRates(scored);
    WeightedRates.Summary summary = weighted.unweighted();
    Resamples resamples = resamples(scored.trials());
    if (resamples.units() < FEWEST_UNITS) {
      throw new SpeakerbenchException(
          "found " + tooFew(resamples) + ": there is no interval of fewer");
    }
    Resamples.Ordered ordered = resamples.in(weighted.order());
    List<ErrorRates> drawn =
        IntStream.range(0, RESAMPLES)
            .parallel()
            .mapToObj(i -> weighted.of(ordered.weights(resamples.draw(i))))
            .filter(Objects::nonNull)
            .map(WeightedRates.Summary::rates)
            .toList();
    Map<Rate, Interval> intervals = new EnumMap<>(Rate.class);
    for (Rate rate : Rate.values()) {
      double[] estimates = drawn.stream().mapToDouble(rate::of).toArray();
      double estimate = rate.of(summary.rates());
      intervals.put(
          rate,
          resamples
              .interval(estimates)
              .and(IndependentTrials.of(rate, summary))
              .and(new Interval(estimate, estimate)));
    }
    return new Intervals(
        intervals, units.noun(), resamples.units(), RESAMPLES, RESAMPLES - drawn.size());
  }

  /**
   * Where a rate would be if trials were independent: no interval over speakers can be narrower. It
   * needs to know nobody.
   */
  public static Interval narrowest(ScoredTrials scored, Rate rate) {
    return IndependentTrials.of(rate, new WeightedRates(scored).unweighted());
  }

  /**
   * How many speakers or clips trials have.
   *
   * @throws SpeakerbenchException if one is not known, or if trials contradict the speakers
   */
  public int units(Trials trials) {
    return resamples(trials).units();
  }

  private Resamples resamples(Trials trials) {
    return new Resamples(trials.list(), units, seed);
  }

  private String tooFew(Resamples resamples) {
    return resamples.units() + " " + units.noun() + ", expected at least " + FEWEST_UNITS;
  }

  /**
   * How another system compares with a base on the same trials, rate by rate: both are computed on
   * each resample, so that what both find hard cancels out.
   *
   * @throws SpeakerbenchException as {@link #intervals}, but fewer units are no error: the verdict
   *     is {@link Difference.Verdict#UNDECIDED}
   * @throws IllegalArgumentException if the trials differ
   */
  public Map<Rate, Difference> differences(ScoredTrials base, ScoredTrials other) {
    if (!base.trials().list().equals(other.trials().list())) {
      throw new IllegalArgumentException("found other trials, expected the same of both systems");
    }
    WeightedRates first = new WeightedRates(base);
    WeightedRates second = new WeightedRates(other);
    WeightedRates.Summary before = first.unweighted();
    WeightedRates.Summary after = second.unweighted();
    Resamples resamples = resamples(base.trials());
    Map<Rate, Difference> differences = new EnumMap<>(Rate.class);
    if (resamples.units() < FEWEST_UNITS) {
      for (Rate rate : Rate.values()) {
        differences.put(
            rate, Difference.undecided(rate, before.rates(), after.rates(), tooFew(resamples)));
      }
      return differences;
    }
    Resamples.Ordered ofFirst = resamples.in(first.order());
    Resamples.Ordered ofSecond = resamples.in(second.order());
    List<Drawn> drawn =
        IntStream.range(0, RESAMPLES)
            .parallel()
            .mapToObj(resamples::draw)
            .map(
                times ->
                    Drawn.of(first.of(ofFirst.weights(times)), second.of(ofSecond.weights(times))))
            .filter(Objects::nonNull)
            .toList();
    for (Rate rate : Rate.values()) {
      double[] estimates =
          drawn.stream()
              .mapToDouble(pair -> Difference.of(rate, pair.base(), pair.other()))
              .toArray();
      int discordant =
          discordant(first.errors(before.threshold(rate)), second.errors(after.threshold(rate)));
      differences.put(
          rate,
          Difference.decide(
              rate, before.rates(), after.rates(), resamples.interval(estimates), discordant));
    }
    return differences;
  }

  /** Both systems on one resample. */
  private record Drawn(ErrorRates base, ErrorRates other) {
    /** Null if the resample says nothing. */
    static Drawn of(WeightedRates.Summary base, WeightedRates.Summary other) {
      return base == null || other == null ? null : new Drawn(base.rates(), other.rates());
    }
  }

  private static int discordant(boolean[] first, boolean[] second) {
    int count = 0;
    for (int i = 0; i < first.length; i++) {
      count += first[i] != second[i] ? 1 : 0;
    }
    return count;
  }
}
