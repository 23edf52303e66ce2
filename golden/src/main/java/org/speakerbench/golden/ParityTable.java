package org.speakerbench.golden;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as text: a line for each model and stage with the error that comes nearest to its
 * limit, then every failure in full, then the verdict.
 */
final class ParityTable {
  private static final String LINE = "%-16s %-11s %7s  %-12s %12s %12s  %s";

  private final StringBuilder out = new StringBuilder();

  private ParityTable() {}

  static String render(ParityReport report) {
    ParityTable table = new ParityTable();
    table.line("golden pack %s: %s", report.pack(), describe(report.provenance()));
    table.line(LINE, "model", "stage", "passed", "worst", "value", "limit", "clip");
    groups(report.rows()).forEach(table::group);
    if (!report.models().isEmpty()
        && report.rows().stream().noneMatch(row -> row.stage() == Stage.DISTINCT)) {
      table.line("%s: not checked, there are no two voices among these clips", Stage.DISTINCT);
    }
    report.failures().forEach(table::failure);
    table.line("%s", report.finalLine());
    return table.out.toString();
  }

  private static String describe(Provenance provenance) {
    StringBuilder text = new StringBuilder();
    provenance
        .versions()
        .forEach(
            (name, version) -> {
              if (version != null) {
                text.append(name).append(' ').append(version).append(", ");
              }
            });
    return text.append(provenance.platform()).append(' ').append(provenance.cpuIsa()).toString();
  }

  private record Group(String model, Stage stage) {}

  private static Map<Group, List<ParityRow>> groups(List<ParityRow> rows) {
    Map<Group, List<ParityRow>> groups = new LinkedHashMap<>();
    for (ParityRow row : rows) {
      groups
          .computeIfAbsent(new Group(row.model(), row.stage()), group -> new ArrayList<>())
          .add(row);
    }
    return groups;
  }

  private void group(Group group, List<ParityRow> rows) {
    long clips = rows.stream().map(ParityRow::clip).distinct().count();
    long failed =
        rows.stream().filter(row -> !row.passed()).map(ParityRow::clip).distinct().count();
    ParityRow worst =
        rows.stream()
            .max(
                Comparator.comparing((ParityRow row) -> !row.passed())
                    .thenComparingDouble(ParityRow::severity))
            .orElseThrow();
    Measurement tightest = worst.tightest().orElse(null);
    line(
        LINE,
        group.model().isEmpty() ? "-" : group.model(),
        group.stage(),
        (clips - failed) + "/" + clips,
        tightest == null ? "-" : tightest.metric().label(),
        tightest == null ? "-" : tightest.metric().format(tightest.value()),
        tightest == null ? "-" : tightest.metric().format(tightest.limit()),
        worst.clip());
  }

  private void failure(ParityRow row) {
    out.append("failed: ").append(row.stage()).append(' ').append(row.describe());
    out.append(" (against ").append(row.reference());
    ParityRow.Worst worst = row.worst();
    if (worst != null) {
      out.append(", index ")
          .append(worst.index())
          .append(" expected ")
          .append(worst.expected())
          .append(" found ")
          .append(worst.actual());
    }
    out.append(')');
    if (!row.measurements().isEmpty()) {
      out.append("; ").append(row.note());
    }
    out.append('\n');
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
