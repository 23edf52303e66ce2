package org.speakerbench.engine.score;

import java.util.Optional;

/**
 * How an error rate of one system differs from that of a base, on the same trials.
 *
 * @param value rate of the system less that of the base: below 0 it is the better
 * @param interval of that difference; empty if there is none
 * @param verdict on the system
 * @param reason why it is undecided; empty if it is not
 */
public record Difference(
    double value, Optional<Interval> interval, Verdict verdict, String reason) {

  /** What can be said of a system. */
  public enum Verdict {
    /** Its rate is lower than the base's. */
    BETTER,
    /** Its rate is higher than the base's. */
    WORSE,
    /** These trials cannot show which is. */
    UNDECIDED
  }

  /** The difference of two figures; none of two that are infinite. */
  static double of(Rate rate, ErrorRates base, ErrorRates other) {
    double before = rate.of(base);
    double after = rate.of(other);
    return before == after ? 0 : after - before;
  }

  static Difference undecided(Rate rate, ErrorRates base, ErrorRates other, String reason) {
    return new Difference(
        of(rate, base, other), Optional.empty(), Verdict.UNDECIDED, "found " + reason);
  }

  /**
   * The verdict of an interval.
   *
   * @param discordant trials that one of both decides wrongly at its threshold of this rate
   */
  static Difference decide(
      Rate rate, ErrorRates base, ErrorRates other, Interval drawn, int discordant) {
    double value = of(rate, base, other);
    Interval interval = drawn.and(new Interval(value, value));
    if (interval.holds(0)) {
      return new Difference(
          value, Optional.of(interval), Verdict.UNDECIDED, "the interval holds 0");
    }
    if (rate != Rate.CLLR && discordant < SpeakerBootstrap.FEWEST_DISCORDANT) {
      return new Difference(
          value,
          Optional.of(interval),
          Verdict.UNDECIDED,
          "found "
              + discordant
              + " trials that one of both decides wrongly, expected at least "
              + SpeakerBootstrap.FEWEST_DISCORDANT);
    }
    return new Difference(
        value, Optional.of(interval), value < 0 ? Verdict.BETTER : Verdict.WORSE, "");
  }
}
