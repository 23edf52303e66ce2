package org.speakerbench.bench.report;

import java.util.Comparator;
import java.util.List;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.Decimal;

/**
 * What a comparison says in a sentence, of the rows that callers feel; of a comparison without such
 * rows, of all. It claims what verdicts claim: what cannot be told is counted and not passed over.
 */
final class ComparisonAnswer {
  private final List<ComparisonRow> rows;

  ComparisonAnswer(List<ComparisonRow> all) {
    List<ComparisonRow> decisive = all.stream().filter(Gate::decisive).toList();
    rows = decisive.isEmpty() ? all : decisive;
  }

  /** Whether something is slower. */
  boolean worse() {
    return !with(ComparisonVerdict.WORSE).isEmpty();
  }

  String sentence() {
    Comparator<ComparisonRow> byRatio = Comparator.comparingDouble(ComparisonRow::ratio);
    List<ComparisonRow> worse = with(ComparisonVerdict.WORSE);
    List<ComparisonRow> better = with(ComparisonVerdict.BETTER);
    List<ComparisonRow> open = with(ComparisonVerdict.CANNOT_TELL);
    if (!worse.isEmpty()) {
      ComparisonRow most = worse.stream().max(byRatio).orElseThrow();
      return changed(most.ratio(), "slower", most, worse.size());
    }
    if (!better.isEmpty()) {
      ComparisonRow most = better.stream().min(byRatio).orElseThrow();
      return changed(1 / most.ratio(), "faster", most, better.size());
    }
    return open.isEmpty()
        ? "No difference: in " + ofRows() + " the whole interval lies inside the noise band."
        : "No difference is shown and none is excluded: "
            + open.size()
            + " of "
            + Words.plural(rows.size(), "row")
            + " cannot be told ("
            + open.get(0).reason()
            + ").";
  }

  private String changed(double factor, String how, ComparisonRow most, int alike) {
    int others = alike - 1;
    return "The new side is "
        + Words.times(factor)
        + " "
        + how
        + " than the base at "
        + most.work().described()
        + " by "
        + most.clock().label()
        + " clock, ratio "
        + Decimal.fixed(most.ratio(), 3)
        + " ["
        + Decimal.fixed(most.ratioLow(), 3)
        + ", "
        + Decimal.fixed(most.ratioHigh(), 3)
        + "]"
        + (others == 0 ? "" : ", and " + how + " at " + others + " more")
        + "; of "
        + Words.plural(rows.size(), "row")
        + " from end to end "
        + counts()
        + ".";
  }

  private String counts() {
    return with(ComparisonVerdict.WORSE).size()
        + " worse, "
        + with(ComparisonVerdict.BETTER).size()
        + " better, "
        + with(ComparisonVerdict.NO_DIFFERENCE).size()
        + " without a difference, "
        + with(ComparisonVerdict.CANNOT_TELL).size()
        + " not to be told";
  }

  private String ofRows() {
    return rows.size() == 1 ? "the one row" : "all " + rows.size() + " rows";
  }

  private List<ComparisonRow> with(ComparisonVerdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).toList();
  }
}
