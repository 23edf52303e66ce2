package org.speakerbench.bench.format;

/** What may be concluded of two measurements of the same work. */
public enum ComparisonVerdict {
  BETTER("better"),
  WORSE("worse"),
  NO_DIFFERENCE("no difference"),
  CANNOT_TELL("cannot tell");

  private final String label;

  ComparisonVerdict(String label) {
    this.label = label;
  }

  /** Name in the CSV and in tables. */
  public String label() {
    return label;
  }

  /** The verdict of a name. */
  public static ComparisonVerdict of(String label) {
    return Labels.find(values(), ComparisonVerdict::label, label, "verdict");
  }
}
