package org.speakerbench.bench.format;

import java.util.Locale;

/** Which clips of a trial a front end makes the features of. */
public enum TrialSides {
  /** Those that are enrolled and those that are tested. */
  BOTH,

  /** Those that are tested; what is enrolled was embedded by the model's own. */
  MIXED;

  /** The name in files, for example {@code mixed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name. */
  public static TrialSides of(String label) {
    return Labels.find(values(), TrialSides::label, label, "trial_sides");
  }
}
