package org.speakerbench.engine.score;

import java.util.Objects;

/**
 * A question to a system: is this clip of that speaker?
 *
 * @param enrol clip, or model of several clips, of a known speaker
 * @param test clip in question
 * @param target whether it is the same speaker
 */
public record Trial(String enrol, String test, boolean target) {
  public Trial {
    Objects.requireNonNull(enrol, "enrol");
    Objects.requireNonNull(test, "test");
  }

  /** As Kaldi's format has it. */
  @Override
  public String toString() {
    return enrol + " " + test + " " + TrialFormat.label(target);
  }
}
