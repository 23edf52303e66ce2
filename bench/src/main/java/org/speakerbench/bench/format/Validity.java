package org.speakerbench.bench.format;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a figure is evidence.
 *
 * @param reasons why it is not; empty if it is
 * @param warnings what a reader should know of a figure that may be evidence all the same
 */
public record Validity(List<String> reasons, List<String> warnings) {
  public static final String VALID = "VALID";
  public static final String INVALID = "INVALID";

  private static final Pattern TOO_FEW = Pattern.compile("\\d+ forks?, expected at least \\d+");

  public Validity {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
  }

  public boolean valid() {
    return reasons.isEmpty();
  }

  /** The reason of a row that has fewer forks than evidence takes. */
  public static String tooFewForks(int forks, int least) {
    return forks + (forks == 1 ? " fork" : " forks") + ", expected at least " + least;
  }

  /** The reason of a row of which forks crashed. */
  public static String crashed(int forks) {
    return forks + (forks == 1 ? " fork" : " forks") + " CRASHED";
  }

  /**
   * Whether all that was asked for was measured undisturbed, and it was too little to be evidence:
   * a first look, with nothing wrong about it.
   */
  public boolean firstLook() {
    return !valid() && reasons.stream().allMatch(reason -> TOO_FEW.matcher(reason).matches());
  }

  /** What disturbed the figure: the reasons without the number of forks. */
  public List<String> disturbances() {
    return reasons.stream().filter(reason -> !TOO_FEW.matcher(reason).matches()).toList();
  }

  /** VALID or INVALID. */
  public String label() {
    return valid() ? VALID : INVALID;
  }
}
