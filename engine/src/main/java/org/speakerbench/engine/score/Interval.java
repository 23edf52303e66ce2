package org.speakerbench.engine.score;

import java.util.Locale;

/**
 * Where a figure may be, at {@link SpeakerBootstrap#CONFIDENCE}.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("found " + low + " to " + high + ", expected low <= high");
    }
  }

  /** The smallest interval that holds both. */
  Interval and(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "[%.6f, %.6f]", low, high);
  }
}
