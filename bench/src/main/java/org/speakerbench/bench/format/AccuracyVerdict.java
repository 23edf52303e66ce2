package org.speakerbench.bench.format;

/** How the equal error rate of a row compares with that of its reference, on the same trials. */
public enum AccuracyVerdict {
  /** Lower than that of the reference. */
  BETTER,
  /** Higher. */
  WORSE,
  /** These trials cannot show which. */
  UNDECIDED,
  /** What others are compared with. */
  REFERENCE;

  /** The verdict of a name. */
  public static AccuracyVerdict of(String name) {
    return Labels.find(values(), AccuracyVerdict::name, name, "verdict");
  }
}
