package org.speakerbench.bench.compare;

import java.util.List;
import java.util.Set;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * A limit for regressions: the noise band of a comparison, and the decision on its rows. Those of
 * this program from samples or WAV file to embedding decide, by wall clock: that is what callers
 * get. Parts tell where a regression is, and CPU time says the same with less resolution.
 *
 * @param band relative: 0.05 lets pass what is less than 5% slower
 */
public record Gate(double band) {
  /** Fewest forks on a side that can be tested. */
  public static final int LEAST_FORKS = Verdicts.LEAST_FORKS;

  private static final double MOST = 10;
  private static final Set<Stage> STAGES = Set.of(Stage.E2E, Stage.EXTRACT);

  /** What came of a gate. */
  public enum Outcome {
    /** All rows were tested, and none is slower. */
    PASS,
    /** A row is slower. */
    FAIL,
    /** There is no such row, or one could not be tested: too few forks, or no evidence. */
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
    return gated(rows).isEmpty() || untested(rows) > 0 ? Outcome.UNDECIDED : Outcome.PASS;
  }

  /** The decision in one line. */
  public String line(List<ComparisonRow> rows) {
    List<ComparisonRow> gated = gated(rows);
    long worse = count(gated, ComparisonVerdict.WORSE);
    long open = count(gated, ComparisonVerdict.CANNOT_TELL) - untested(rows);
    return "gate: "
        + decide(rows)
        + " (rows of e2e and extract by wall clock: "
        + gated.size()
        + ", of which "
        + worse
        + " worse by more than the band, "
        + open
        + " cannot be told, "
        + untested(rows)
        + " not tested)";
  }

  private static List<ComparisonRow> gated(List<ComparisonRow> rows) {
    return rows.stream()
        .filter(row -> row.clock() == Clock.WALL)
        .filter(row -> row.work().program().equals(Work.SPEAKERBENCH))
        .filter(row -> STAGES.contains(row.work().stage()))
        .toList();
  }

  /** Rows without a p: see their reasons. */
  private static long untested(List<ComparisonRow> rows) {
    return gated(rows).stream().filter(row -> Double.isNaN(row.pValue())).count();
  }

  private static long count(List<ComparisonRow> rows, ComparisonVerdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
