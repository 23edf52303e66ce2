package org.speakerbench.bench.compare;

import java.util.List;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * A limit for regressions: the noise band of a comparison, and the decision on its rows. Rows by
 * wall clock decide; those by CPU clock say the same with less resolution.
 *
 * @param band relative: 0.05 lets pass what is less than 5% slower
 */
public record Gate(double band) {
  /** Fewest forks on a side that can be tested. */
  public static final int LEAST_FORKS = Verdicts.LEAST_FORKS;

  private static final double MOST = 10;

  /** What came of a gate. */
  public enum Outcome {
    /** At least one row was tested, and none is slower. */
    PASS,
    /** A row is slower. */
    FAIL,
    /** No row could be tested: too few forks, or rows that are no evidence. */
    UNDECIDED
  }

  /**
   * Reads a limit such as {@code 5%}.
   *
   * @throws SpeakerbenchException if it is none
   */
  public static Gate parse(String text) {
    try {
      double percent = Double.parseDouble(text.strip().replaceFirst("%$", ""));
      if (text.strip().endsWith("%") && percent > 0 && percent / 100 <= MOST) {
        return new Gate(percent / 100);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new SpeakerbenchException("--gate: found " + text + ", expected a percentage such as 5%");
  }

  /** Decides on rows that were compared with this band. */
  public Outcome decide(List<ComparisonRow> rows) {
    if (gated(rows).stream().anyMatch(row -> row.verdict() == ComparisonVerdict.WORSE)) {
      return Outcome.FAIL;
    }
    return gated(rows).stream().allMatch(row -> Double.isNaN(row.pValue()))
        ? Outcome.UNDECIDED
        : Outcome.PASS;
  }

  /** The decision in one line. */
  public String line(List<ComparisonRow> rows) {
    List<ComparisonRow> gated = gated(rows);
    long worse = count(gated, ComparisonVerdict.WORSE);
    long open = count(gated, ComparisonVerdict.CANNOT_TELL);
    return "gate: "
        + decide(rows)
        + " ("
        + gated.size()
        + " rows by wall clock, "
        + worse
        + " worse by more than the band, "
        + open
        + " cannot be told)";
  }

  private static List<ComparisonRow> gated(List<ComparisonRow> rows) {
    return rows.stream().filter(row -> row.clock() == Clock.WALL).toList();
  }

  private static long count(List<ComparisonRow> rows, ComparisonVerdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
