package org.speakerbench.golden.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speakerbench.golden.check.MeasuredError;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.check.ParityStage;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Peer;
import org.speakerbench.golden.report.Cells.Column;

/**
 * The tables of a report: a line for each clip and stage, grouped into the front end and each
 * model, and a summary for each model and stage. Where a clip has several checks at a stage, the
 * one nearest its limit stands for them, a failed one first.
 */
final class ParitySections {
  static final String FAILED = "FAIL";

  /** The columns that hold a verdict. */
  static final String VERDICT = "verdict";

  /** The columns that hold the share of the limit. */
  static final String USED = "used";

  private static final String NONE = "-";
  private static final Comparator<ParityRow> WORST =
      Comparator.comparing((ParityRow row) -> !row.passed())
          .thenComparingDouble(ParityRow::severity);

  /**
   * The checks of the front end, or of a model.
   *
   * @param model name of the model; empty for the front end
   * @param rows its checks
   */
  record Section(String model, List<ParityRow> rows) {

    String title() {
      return model.isEmpty() ? "front end" : model;
    }

    boolean passed() {
      return rows.stream().allMatch(ParityRow::passed);
    }

    long clips() {
      return rows.stream().map(ParityRow::clip).distinct().count();
    }

    /** Clips with a check that failed. */
    long failedClips() {
      return rows.stream().filter(row -> !row.passed()).map(ParityRow::clip).distinct().count();
    }

    /** A line for each clip and stage. */
    Cells lines() {
      List<Peer> peers =
          Arrays.stream(Peer.values())
              .filter(peer -> peer.isFrontEnd() == model.isEmpty())
              .toList();
      List<Column> columns = new ArrayList<>();
      columns.add(Column.text("clip"));
      columns.add(Column.text("stage"));
      columns.add(Column.text("metric"));
      columns.add(Column.number("ours"));
      peers.forEach(peer -> columns.add(Column.number(peer.label())));
      columns.add(Column.number("limit"));
      columns.add(Column.number(USED));
      columns.add(Column.text(VERDICT));
      columns.add(Column.text("largest error"));
      columns.add(Column.text("against"));
      record Key(String clip, ParityStage stage) {}
      Map<Key, List<ParityRow>> groups = new LinkedHashMap<>();
      rows.forEach(row -> add(groups, new Key(row.clip(), row.stage()), row));
      return new Cells(
          columns, groups.values().stream().map(group -> line(worst(group), peers)).toList());
    }
  }

  private ParitySections() {}

  /** The front end first, then the models in the order of the report. */
  static List<Section> sections(ParityReport report) {
    Map<String, List<ParityRow>> models = new LinkedHashMap<>();
    report.rows().forEach(row -> add(models, row.model(), row));
    return models.entrySet().stream().map(e -> new Section(e.getKey(), e.getValue())).toList();
  }

  /** A line for each model and stage. */
  static Cells summary(ParityReport report) {
    record Key(String model, ParityStage stage) {}
    Map<Key, List<ParityRow>> groups = new LinkedHashMap<>();
    report.rows().forEach(row -> add(groups, new Key(row.model(), row.stage()), row));
    List<Column> columns =
        List.of(
            Column.text("model"),
            Column.text("stage"),
            Column.number("passed"),
            Column.text(VERDICT),
            Column.text("worst"),
            Column.number("value"),
            Column.number("limit"),
            Column.number(USED),
            Column.text("clip"));
    List<List<String>> lines = new ArrayList<>();
    groups.forEach(
        (key, rows) -> {
          Section section = new Section(key.model(), rows);
          ParityRow worst = worst(rows);
          MeasuredError tightest = worst.tightest().orElse(null);
          lines.add(
              List.of(
                  key.model().isEmpty() ? NONE : key.model(),
                  key.stage().toString(),
                  (section.clips() - section.failedClips()) + "/" + section.clips(),
                  verdict(worst),
                  metric(tightest),
                  value(tightest),
                  limit(tightest),
                  used(worst),
                  worst.clip()));
        });
    return new Cells(columns, lines);
  }

  private static List<String> line(ParityRow row, List<Peer> peers) {
    MeasuredError tightest = row.tightest().orElse(null);
    List<String> cells = new ArrayList<>();
    cells.add(row.clip());
    cells.add(row.stage().toString());
    cells.add(metric(tightest));
    cells.add(value(tightest));
    peers.forEach(peer -> cells.add(tightest == null ? NONE : tightest.format(peer)));
    cells.add(limit(tightest));
    cells.add(used(row));
    cells.add(verdict(row));
    cells.add(place(row.worst()));
    cells.add(row.reference());
    return cells;
  }

  private static String metric(MeasuredError error) {
    return error == null ? NONE : error.metric().label();
  }

  private static String value(MeasuredError error) {
    return error == null ? NONE : error.metric().format(error.value());
  }

  private static String limit(MeasuredError error) {
    return error == null ? NONE : error.metric().format(error.limit());
  }

  /** The largest absolute error and where it is. */
  private static String place(ParityRow.Worst worst) {
    double error = worst == null ? 0 : Math.abs(worst.actual() - worst.expected());
    return error == 0 ? NONE : Metric.MAX_ABS.format(error) + " at " + worst;
  }

  private static String verdict(ParityRow row) {
    return row.passed() ? "ok" : FAILED;
  }

  /** Share of the limit in per cent. */
  private static String used(ParityRow row) {
    double percent = 100 * row.severity();
    return row.tightest().isEmpty() || Double.isInfinite(percent)
        ? NONE
        : percent >= 1e6
            ? String.format(Locale.ROOT, "%.1e%%", percent)
            : String.format(Locale.ROOT, "%.0f%%", percent);
  }

  private static ParityRow worst(Collection<ParityRow> rows) {
    return rows.stream().reduce((a, b) -> WORST.compare(b, a) > 0 ? b : a).orElseThrow();
  }

  private static <K> void add(Map<K, List<ParityRow>> groups, K key, ParityRow row) {
    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
  }
}
