package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.statistics.Ratio;

/** Speed beside drift beside accuracy: a line for each way to compute a model. */
final class WaysTable {
  static final String TITLE = "Providers and precisions";

  static final String METHOD =
      "Times faster: than the model itself, its official graph on the CPU provider, end to end, over"
          + " the rounds of this run, with the 99% interval of five and more. In turn: clips of eight"
          + " lengths, one after the other; new: each of a length that the session has not seen. Cosine"
          + " and relative L2 are those of the timed embedding with Python's of the golden pack, or"
          + " where there is none with the model itself.";

  static final String ACCURACY =
      " EER with its 95% interval over speakers; its difference to the model itself on the same"
          + " trials.";

  static final String SYNTHETIC =
      " Weights of the zoo are synthetic: their drift is an upper bound, and says nothing of trained"
          + " ones.";

  private static final String NOTHING = "-";

  private final ReportData report;
  private final Ways ways;

  WaysTable(ReportData report) {
    this.report = report;
    ways = new Ways(report);
  }

  /** Empty if there is one way alone. */
  Optional<TextTable> table() {
    List<Ways.Way> lines = ways.byModel().values().stream().flatMap(List::stream).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    boolean inTurn = ways.timed(Stage.E2E_IN_TURN);
    boolean fresh = ways.timed(Stage.E2E_NEW);
    Set<String> clips = new LinkedHashSet<>();
    lines.forEach(way -> ways.accuracy(way).map(AccuracyTables::clip).forEach(clips::add));
    List<String> header =
        new ArrayList<>(List.of("Model", "RTF wall\n[99%]", "Times\nfaster [99%]"));
    addIf(header, inTurn, "The same,\nlengths in turn");
    addIf(header, fresh, "The same,\nnew lengths");
    header.addAll(List.of("Cosine", "Relative\nL2", RtfTable.ANSWER, RtfTable.FIGURE));
    clips.forEach(
        clip -> header.addAll(List.of("EER, " + clip + "\n[95%]", "Difference, " + clip)));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Ways.Way way : lines) {
      SummaryRow row = way.row();
      List<String> cells = new ArrayList<>();
      cells.add(Words.title(row));
      cells.add(Words.rtf(row));
      cells.add(times(way, Stage.E2E));
      addIf(cells, inTurn, times(way, Stage.E2E_IN_TURN));
      addIf(cells, fresh, times(way, Stage.E2E_NEW));
      cells.add(RtfTable.cosine(row.cosine()));
      cells.add(small(row.relativeL2()));
      cells.add(row.verdict().name());
      cells.add(Standing.of(row).label());
      for (String clip : clips) {
        Optional<AccuracyRow> rates =
            ways.accuracy(way).filter(one -> AccuracyTables.clip(one).equals(clip)).findFirst();
        cells.add(rates.map(one -> AccuracyTables.percent(one.eer())).orElse(NOTHING));
        cells.add(rates.map(WaysTable::difference).orElse(NOTHING));
      }
      table.row(cells.toArray(String[]::new));
    }
    return Optional.of(table);
  }

  /** What has to be known with the table. */
  String method() {
    boolean synthetic =
        ways.byModel().values().stream()
            .flatMap(List::stream)
            .anyMatch(way -> way.row().model().synthetic());
    return METHOD + (report.accuracy().isEmpty() ? "" : ACCURACY) + (synthetic ? SYNTHETIC : "");
  }

  private static void addIf(List<String> cells, boolean there, String cell) {
    if (there) {
      cells.add(cell);
    }
  }

  private String times(Ways.Way way, Stage stage) {
    if (way.isItself()) {
      return "1";
    }
    return ways.faster(way, stage).map(WaysTable::interval).orElse(NOTHING);
  }

  /** {@code 2.94 [2.80, 3.05]}. */
  static String interval(Ratio ratio) {
    String value = Decimal.fixed(ratio.value(), 2);
    return Double.isNaN(ratio.low())
        ? value
        : value
            + " ["
            + Decimal.fixed(ratio.low(), 2)
            + ", "
            + Decimal.fixed(ratio.high(), 2)
            + "]";
  }

  static String difference(AccuracyRow row) {
    return row.verdict() == AccuracyVerdict.REFERENCE
        ? NOTHING
        : AccuracyTables.percent(row.difference()) + " " + row.verdict();
  }

  /** Two digits of a small number. */
  private static String small(double value) {
    return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, "%.1e", value);
  }
}
