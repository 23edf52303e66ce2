package org.speakerbench.bench.compare;

/**
 * What a gate decided.
 *
 * @param outcome what the exit code says
 * @param line the same for people: {@code gate: PASS|FAIL|UNDECIDED (...)}, with what decided it
 */
public record GateDecision(Outcome outcome, String line) {

  /** What came of a gate. */
  public enum Outcome {
    /** Of every row a slowdown as large as the band is excluded. */
    PASS,
    /** A row is slower by more than the band. */
    FAIL,
    /** None is, but the data of one could not have shown it; or there is no such row. */
    UNDECIDED
  }

  static GateDecision of(Outcome outcome, String why) {
    return new GateDecision(outcome, "gate: " + outcome + " (" + why + ")");
  }
}
