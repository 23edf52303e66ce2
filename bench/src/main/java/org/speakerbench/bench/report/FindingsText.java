package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.format.SummaryRow;

/** Why figures are no evidence, and what else to know of them, in lines: a line a finding. */
final class FindingsText {
  /** Rows that are named beside a finding; the table of all rows has each of its findings. */
  private static final int NAMED_ROWS = 4;

  private FindingsText() {}

  /** For instance {@code 2 figures are INVALID, 15 carry a warning}. */
  static String title(List<SummaryRow> rows) {
    long invalid = rows.stream().filter(row -> Standing.of(row) == Standing.INVALID).count();
    long warned = rows.stream().filter(row -> !row.validity().warnings().isEmpty()).count();
    List<String> parts = new ArrayList<>();
    if (invalid > 0) {
      parts.add(Words.plural(invalid, "figure") + (invalid == 1 ? " is INVALID" : " are INVALID"));
    }
    if (warned > 0) {
      parts.add(
          (invalid > 0 ? Long.toString(warned) : Words.plural(warned, "figure"))
              + (warned == 1 ? " carries a warning" : " carry a warning"));
    }
    return String.join(", ", parts);
  }

  /** Empty if nothing is to be said. */
  static List<String> of(List<SummaryRow> rows) {
    List<String> lines = new ArrayList<>();
    invalid(rows).forEach(finding -> lines.add("INVALID: " + line(finding)));
    warnings(rows).forEach(finding -> lines.add("warning: " + line(finding)));
    return lines;
  }

  /** What disturbed rows; the number of forks is no disturbance. */
  static List<Findings.Finding> invalid(List<SummaryRow> rows) {
    return Findings.of(rows, FindingsText::disturbances);
  }

  /** Of a row that is INVALID for it: smoke runs are no evidence anyway. */
  static List<String> disturbances(SummaryRow row) {
    return Standing.of(row) == Standing.INVALID ? row.validity().disturbances() : List.of();
  }

  static List<Findings.Finding> warnings(List<SummaryRow> rows) {
    return Findings.of(rows, row -> row.validity().warnings());
  }

  private static String line(Findings.Finding finding) {
    return count(finding) + " (" + names(finding) + ")";
  }

  /** {@code load on the machine: 47.1 to 52.3% of all CPUs: 34 rows}. */
  static String count(Findings.Finding finding) {
    return finding.text() + ": " + Words.plural(finding.rows().size(), "row");
  }

  static String names(Findings.Finding finding) {
    List<String> names =
        finding.rows().stream().map(row -> Described.work(row.work(), row.clock())).toList();
    String named = String.join("; ", names.subList(0, Math.min(NAMED_ROWS, names.size())));
    return names.size() > NAMED_ROWS
        ? named + "; and " + (names.size() - NAMED_ROWS) + " more"
        : named;
  }
}
