package org.speakerbench.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speakerbench.bench.compare.GateDecision.Outcome;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * A limit for regressions: the noise band of a comparison, and the decision on its rows. Those of
 * this program from samples or WAV file to embedding decide, by wall clock: that is what callers
 * get. Parts tell where a regression is, and CPU time says the same with less resolution.
 *
 * <p>A row fails if it is worse. It passes if it was tested and its whole interval lies below the
 * upper end of the band: a slowdown of the size of the band is excluded. Any other row is
 * undecided, those that are no evidence among them.
 *
 * @param band relative: 0.05 lets pass what is surely less than 5% slower
 * @param acrossMachines whether it decides on reports of different machines too
 */
public record Gate(double band, boolean acrossMachines) {
  /** Fewest forks on a side that can be tested. */
  public static final int LEAST_FORKS = Verdicts.LEAST_FORKS;

  /** The option of that name. */
  public static final String ACROSS_MACHINES = "--across-machines";

  private static final double MOST = 10;
  private static final Set<Stage> STAGES = Set.of(Stage.E2E, Stage.EXTRACT);
  private static final String ROWS = "e2e and extract by wall clock: ";

  /** A gate for the two versions of one run. */
  public Gate(double band) {
    this(band, false);
  }

  /**
   * Reads a limit such as {@code 5%}.
   *
   * @throws SpeakerbenchException if it is none
   */
  public static Gate parse(String text, boolean acrossMachines) {
    try {
      double percent = Double.parseDouble(text.strip().replaceFirst("%$", ""));
      if (text.strip().endsWith("%") && percent > 0 && percent / 100 <= MOST) {
        return new Gate(percent / 100, acrossMachines);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new SpeakerbenchException("--gate: found " + text + ", expected a percentage such as 5%");
  }

  /** Decides on a comparison that was made with this band. */
  public GateDecision decide(Comparison comparison) {
    if (!comparison.machines().same() && !acrossMachines) {
      return GateDecision.of(
          Outcome.UNDECIDED,
          comparison.machines().verdict()
              + ": measure both in one run with --against, or let it decide all the same with "
              + ACROSS_MACHINES);
    }
    List<ComparisonRow> rows = comparison.rows().stream().filter(Gate::decisive).toList();
    List<String> worse =
        rows.stream()
            .filter(row -> row.verdict() == ComparisonVerdict.WORSE)
            .map(row -> row.work().described() + ": " + interval(row))
            .toList();
    List<String> undecided = new ArrayList<>();
    comparison.unpaired().stream()
        .filter(work -> STAGES.contains(work.stage()))
        .forEach(work -> undecided.add(work.described() + ": no round in which both sides ran"));
    int all = rows.size() + undecided.size();
    rows.stream().filter(row -> !decided(row)).forEach(row -> undecided.add(why(row)));
    String rest = undecided.size() + " of " + all + " rows undecided";
    if (!worse.isEmpty()) {
      return GateDecision.of(
          Outcome.FAIL,
          ROWS
              + worse.size()
              + " worse by more than "
              + percent()
              + ", "
              + rest
              + "; first "
              + worse.get(0));
    }
    if (all == 0) {
      return GateDecision.of(
          Outcome.UNDECIDED, ROWS + "no such row; measure one, for instance with --stages e2e");
    }
    return undecided.isEmpty()
        ? GateDecision.of(
            Outcome.PASS, ROWS + "a slowdown of " + percent() + " is excluded for all rows, " + all)
        : GateDecision.of(
            Outcome.UNDECIDED,
            ROWS
                + "none worse, but "
                + rest
                + "; first "
                + undecided.get(0)
                + "; more forks (--forks), a longer --profile or a quieter machine can decide it");
  }

  /** Whether a gate decides on this row: what callers of this program get, by wall clock. */
  public static boolean decisive(ComparisonRow row) {
    return row.clock() == Clock.WALL
        && row.work().program().equals(Work.SPEAKERBENCH)
        && STAGES.contains(row.work().stage());
  }

  private boolean decided(ComparisonRow row) {
    return row.verdict() == ComparisonVerdict.WORSE || tested(row) && row.ratioHigh() <= 1 + band;
  }

  /** Rows without a p are no evidence: see their reasons. */
  private static boolean tested(ComparisonRow row) {
    return !Double.isNaN(row.pValue());
  }

  private String why(ComparisonRow row) {
    return row.work().described()
        + ": "
        + (tested(row)
            ? interval(row) + " reaches beyond " + Decimal.shortest(1 + band, 4)
            : row.reason());
  }

  private static String interval(ComparisonRow row) {
    return "ratio "
        + Decimal.fixed(row.ratio(), 3)
        + " ["
        + Decimal.fixed(row.ratioLow(), 3)
        + ", "
        + Decimal.fixed(row.ratioHigh(), 3)
        + "]";
  }

  private String percent() {
    return Decimal.shortest(100 * band, 3) + "%";
  }
}
