package org.speakerbench.bench.format;

import java.util.List;

/**
 * Whether a figure is evidence.
 *
 * @param reasons why it is not; empty if it is
 * @param warnings what a reader should know of a figure that may be evidence all the same
 */
public record Validity(List<String> reasons, List<String> warnings) {
  public static final String VALID = "VALID";
  public static final String INVALID = "INVALID";

  public Validity {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
  }

  public boolean valid() {
    return reasons.isEmpty();
  }

  /** VALID or INVALID. */
  public String label() {
    return valid() ? VALID : INVALID;
  }
}
