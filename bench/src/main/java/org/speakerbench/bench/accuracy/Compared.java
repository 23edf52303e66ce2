package org.speakerbench.bench.accuracy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.Estimate;
import org.speakerbench.engine.score.Difference;
import org.speakerbench.engine.score.ErrorRates;
import org.speakerbench.engine.score.Interval;
import org.speakerbench.engine.score.Rate;
import org.speakerbench.engine.score.ScoredTrials;
import org.speakerbench.engine.score.SpeakerBootstrap;
import org.speakerbench.engine.score.SpeakerTable;
import org.speakerbench.engine.score.Trials;
import org.speakerbench.engine.score.Units;

/** Error rates with intervals over speakers, where it is known who speaks. */
final class Compared {
  private final SpeakerBootstrap bootstrap;
  private final int speakers;
  private final String unbounded;

  /** Of trials whose speakers may be known. */
  Compared(Optional<SpeakerTable> table, Trials trials, long seed) {
    bootstrap = table.map(known -> new SpeakerBootstrap(Units.speakers(known), seed)).orElse(null);
    speakers = bootstrap == null ? 0 : bootstrap.units(trials);
    if (bootstrap == null) {
      unbounded = "no interval: nothing says who speaks";
    } else if (speakers < SpeakerBootstrap.FEWEST_UNITS) {
      unbounded =
          "no interval: found "
              + speakers
              + " speakers, expected at least "
              + SpeakerBootstrap.FEWEST_UNITS;
    } else {
      unbounded = "";
    }
  }

  /**
   * Number of speakers.
   *
   * @throws org.speakerbench.engine.SpeakerbenchException if one is not known, or the trials
   *     contradict the table
   */
  static int units(SpeakerTable table, Trials trials) {
    return new SpeakerBootstrap(Units.speakers(table), 0).units(trials);
  }

  /** How many speakers there are; 0 if not known. */
  int speakers() {
    return speakers;
  }

  /** Why there are no intervals; empty if there are. */
  String unbounded() {
    return unbounded;
  }

  Map<Rate, Estimate> rates(ScoredTrials scored) {
    ErrorRates rates = scored.errorRates();
    Map<Rate, Estimate> estimates = new EnumMap<>(Rate.class);
    SpeakerBootstrap.Intervals intervals = unbounded.isEmpty() ? bootstrap.intervals(scored) : null;
    for (Rate rate : Rate.values()) {
      estimates.put(
          rate,
          estimate(
              rate.of(rates),
              intervals == null ? Optional.empty() : Optional.of(intervals.of(rate))));
    }
    return estimates;
  }

  /**
   * What the equal error rate of a row comes to beside that of another.
   *
   * @param reason why it is undecided; empty if it is not
   */
  record Verdict(Estimate difference, AccuracyVerdict verdict, String reason) {
    /** Of what others are compared with. */
    static final Verdict REFERENCE = new Verdict(Estimate.NONE, AccuracyVerdict.REFERENCE, "");
  }

  Verdict against(ScoredTrials reference, ScoredTrials scored) {
    if (!unbounded.isEmpty()) {
      double value = scored.errorRates().eer() - reference.errorRates().eer();
      return new Verdict(
          new Estimate(value, Double.NaN, Double.NaN), AccuracyVerdict.UNDECIDED, "");
    }
    Difference difference = bootstrap.differences(reference, scored).get(Rate.EER);
    if (difference.interval().filter(found -> found.low() == found.high()).isPresent()) {
      // Rates without errors differ by nothing on every draw, which is no proof that they are
      // alike.
      return new Verdict(
          new Estimate(difference.value(), Double.NaN, Double.NaN),
          AccuracyVerdict.UNDECIDED,
          "these trials show no difference, nor how large one could be");
    }
    AccuracyVerdict verdict =
        switch (difference.verdict()) {
          case BETTER -> AccuracyVerdict.BETTER;
          case WORSE -> AccuracyVerdict.WORSE;
          case UNDECIDED -> AccuracyVerdict.UNDECIDED;
        };
    return new Verdict(
        estimate(difference.value(), difference.interval()), verdict, difference.reason());
  }

  private static Estimate estimate(double value, Optional<Interval> interval) {
    return new Estimate(
        value,
        interval.map(Interval::low).orElse(Double.NaN),
        interval.map(Interval::high).orElse(Double.NaN));
  }
}
