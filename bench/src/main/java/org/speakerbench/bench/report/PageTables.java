package org.speakerbench.bench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.golden.html.Html;

/** The tables of a page: they say without a script all that the charts show. */
final class PageTables {
  /** Columns of summary.csv that hold words; all others hold numbers. */
  private static final Set<String> WORDS =
      Set.of(
          "run_id",
          "timestamp_utc",
          "label",
          "cpu_model",
          "git_sha",
          "model",
          "model_kind",
          "model_sha256",
          "precision",
          "scenario",
          "stage",
          "clock",
          "verdict",
          "note",
          "program",
          "rtf_ci_kind",
          "validity",
          "invalid_reasons",
          "warnings");

  private static final List<String> COMPARISON_FIGURES =
      List.of(
          "base_ms",
          "new_ms",
          "ratio",
          "ratio_ci_low",
          "ratio_ci_high",
          "p_value",
          "base_forks",
          "new_forks");

  /** Rows that are named beside a finding; the table of all rows has each of its findings. */
  private static final int NAMED_ROWS = 4;

  private PageTables() {}

  /** The table of the console for each run, and what has to be known with it. */
  static void models(Html html, List<ReportData> reports) throws IOException {
    for (ReportData report : reports) {
      if (reports.size() > 1) {
        html.element("h3", name(report));
      }
      figures(html, "models", new RtfTable(report.summary(), Published.load()).models());
    }
    html.open("ul", "class", "notes").line();
    for (String line :
        reports.stream().flatMap(report -> Caption.lines(report).stream()).distinct().toList()) {
      html.element("li", line);
    }
    html.close().line();
  }

  /** What each run reached of what its machine can reach; nothing of runs that do not know. */
  static void ceiling(Html html, List<ReportData> reports) throws IOException {
    List<ReportData> known =
        reports.stream().filter(report -> new CeilingTable(report).table().isPresent()).toList();
    if (known.isEmpty()) {
      return;
    }
    html.open("section", "id", "ceiling", "data-name", "Ceiling");
    html.element("h2", CeilingTable.TITLE).line();
    for (ReportData report : known) {
      if (reports.size() > 1) {
        html.element("h3", name(report));
      }
      CeilingTable ceiling = new CeilingTable(report);
      html.element("p", ceiling.method());
      figures(html, "ceiling", ceiling.table().orElseThrow());
    }
    html.close().line();
  }

  /** A table of the console: words in the first column, figures in the others. */
  private static void figures(Html html, String cssClass, TextTable table) throws IOException {
    open(html, cssClass, table.header());
    for (List<String> row : table.rows()) {
      html.open("tr");
      for (int c = 0; c < row.size(); c++) {
        html.open(c == 0 ? "th" : "td", "class", c == 0 ? "" : "number").text(row.get(c)).close();
      }
      html.close().line();
    }
    close(html);
  }

  /** All rows as {@code summary.csv} has them; what is the same in all of them is said once. */
  static void rows(Html html, List<SummaryRow> rows) throws IOException {
    List<String> header = SummaryCsv.header();
    List<List<String>> cells = rows.stream().map(SummaryCsv::cells).toList();
    List<Integer> varying = new ArrayList<>();
    html.open("details").element("summary", "The same in all rows").open("dl", "class", "facts");
    for (int c = 0; c < header.size(); c++) {
      int column = c;
      List<String> values = cells.stream().map(row -> row.get(column)).distinct().toList();
      if (values.size() > 1) {
        varying.add(c);
      } else {
        html.element("dt", header.get(c));
        html.element("dd", values.get(0), "data-column", header.get(c));
      }
    }
    html.close().close().line();
    List<String> shown = new ArrayList<>(List.of("work"));
    varying.forEach(column -> shown.add(header.get(column)));
    open(html, "rows", shown);
    for (int r = 0; r < rows.size(); r++) {
      SummaryRow row = rows.get(r);
      html.open("tr", "class", row.validity().valid() ? "ok" : "fail");
      html.open("th", "scope", "row").text(Described.work(row.work(), row.clock())).close();
      for (int c : varying) {
        html.open("td", "class", WORDS.contains(header.get(c)) ? "" : "number");
        html.text(cells.get(r).get(c)).close();
      }
      html.close().line();
    }
    close(html);
  }

  /** What a comparison says, row by row; its figures are those of {@code comparison.csv}. */
  static void comparison(Html html, List<ComparisonRow> rows) throws IOException {
    List<String> header = new ArrayList<>(List.of("work"));
    header.addAll(COMPARISON_FIGURES);
    header.addAll(List.of("verdict", "reason"));
    open(html, "comparison", header);
    for (ComparisonRow row : rows) {
      html.open("tr", "class", row.verdict().label().replace(' ', '-'));
      html.open("th", "scope", "row").text(Described.work(row.work(), row.clock())).close();
      List<String> cells = ComparisonCsv.cells(row);
      for (String column : COMPARISON_FIGURES) {
        html.open("td", "class", "number");
        html.text(cells.get(ComparisonCsv.header().indexOf(column))).close();
      }
      html.open("td", "class", "verdict").text(row.verdict().label()).close();
      html.open("td").text(row.reason()).close().close().line();
    }
    close(html);
  }

  /** Facts of each run with their sources, or why there are none. */
  static void environment(Html html, List<ReportData> reports) throws IOException {
    for (ReportData report : reports) {
      html.open("details", "open", "open").element("summary", name(report));
      for (Map.Entry<String, Map<String, Fact>> group : report.environment().groups().entrySet()) {
        if (!group.getValue().isEmpty()) {
          facts(html, group.getKey(), group.getValue());
        }
      }
      html.close().line();
    }
  }

  private static void facts(Html html, String group, Map<String, Fact> facts) throws IOException {
    html.open("div", "class", "scroll").open("table", "class", "environment");
    html.element("caption", group).open("tbody").line();
    for (Map.Entry<String, Fact> named : facts.entrySet()) {
      Fact fact = named.getValue();
      html.open("tr").open("th", "scope", "row").text(named.getKey()).close();
      if (fact.unavailable() == null) {
        html.open("td").text(value(fact.value())).close();
        html.open("td", "class", "source").text(fact.source()).close();
      } else {
        html.open("td", "class", "unavailable").text("unavailable").close();
        html.open("td", "class", "source").text(fact.unavailable()).close();
      }
      html.close().line();
    }
    close(html);
  }

  private static String value(Object value) {
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "none"
          : list.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
    return value.toString();
  }

  private static String name(ReportData report) {
    return report.summary().get(0).run().runId();
  }

  /** What is wrong, or worth knowing, with the rows it concerns. */
  static void validity(Html html, List<ReportData> reports) throws IOException {
    List<SummaryRow> rows = reports.stream().flatMap(r -> r.summary().stream()).toList();
    long invalid = rows.stream().filter(row -> !row.validity().valid()).count();
    String verdict =
        invalid == 0
            ? "All " + rows.size() + " rows are valid."
            : invalid + " of " + rows.size() + " rows are INVALID: their figures are no evidence.";
    html.element("p", verdict, "class", "status " + (invalid == 0 ? "valid" : "invalid"));
    for (ReportData report : reports) {
      List<String> failed = RunSettings.failedForks(report.environment());
      if (!failed.isEmpty()) {
        html.element("p", name(report) + ": some forks failed.", "class", "status invalid");
        html.open("ul", "class", "findings").line();
        for (String line : failed) {
          html.element("li", line);
        }
        html.close().line();
      }
      if (RunSettings.cutOff(report.environment())) {
        html.element(
            "p", name(report) + ": the run did not come to its end.", "class", "status invalid");
      }
    }
    findings(html, "Why rows are invalid", rows, Validity::reasons);
    findings(html, "Warnings", rows, Validity::warnings);
  }

  private static void findings(
      Html html, String title, List<SummaryRow> rows, Function<Validity, List<String>> kind)
      throws IOException {
    Map<String, List<String>> concerned = new LinkedHashMap<>();
    for (SummaryRow row : rows) {
      for (String finding : kind.apply(row.validity())) {
        concerned
            .computeIfAbsent(finding, f -> new ArrayList<>())
            .add(Described.work(row.work(), row.clock()));
      }
    }
    if (concerned.isEmpty()) {
      return;
    }
    html.open("details", "open", "open", "class", "findings").element("summary", title);
    html.open("ul").line();
    for (Map.Entry<String, List<String>> finding : concerned.entrySet()) {
      html.open("li").text(finding.getKey()).open("span", "class", "quiet");
      html.text(" " + some(finding.getValue())).close().close().line();
    }
    html.close().close().line();
  }

  private static String some(List<String> rows) {
    String named = String.join("; ", rows.subList(0, Math.min(NAMED_ROWS, rows.size())));
    return rows.size() > NAMED_ROWS
        ? named + "; and " + (rows.size() - NAMED_ROWS) + " more"
        : named;
  }

  private static void open(Html html, String cssClass, List<String> header) throws IOException {
    html.open("div", "class", "scroll", "tabindex", "0").open("table", "class", cssClass);
    html.open("thead").open("tr");
    for (String column : header) {
      html.open("th", "scope", "col").text(column).close();
    }
    html.close().close().open("tbody").line();
  }

  private static void close(Html html) throws IOException {
    html.close().close().close().line();
  }
}
