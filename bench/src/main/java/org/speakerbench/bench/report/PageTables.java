package org.speakerbench.bench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.golden.html.Html;

/** The tables of a page: they say without a script all that the charts show. */
public final class PageTables {
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
          "model_identity",
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

  private static final String COMPARISON =
      "New over base with its 99% interval: above 1, to the right, is slower. A verdict also asks for"
          + " a small p and a ratio beyond the noise band; the table says why.";

  /** Columns of figures behind ratio and verdict. */
  private static final List<String> COMPARISON_FIGURES =
      List.of(
          "ratio_ci_low",
          "ratio_ci_high",
          "p_value",
          "base_ms",
          "new_ms",
          "base_forks",
          "new_forks");

  /** What a verdict stands beside, on a narrow screen too. */
  private static final List<String> COMPARISON_RATIO = List.of("ratio");

  private PageTables() {}

  /** A table of a run, and what has to be known with it. */
  record Measured(TextTable table, String method) {}

  /** A section with the table of each run that has it; none if no run has. */
  static void section(
      Html html, String id, String title, Map<String, Measured> byRun, boolean several)
      throws IOException {
    if (byRun.isEmpty()) {
      return;
    }
    html.open("section", "id", id, "data-name", Words.capital(id));
    html.element("h2", title).line();
    for (Map.Entry<String, Measured> run : byRun.entrySet()) {
      if (several) {
        html.element("h3", run.getKey());
      }
      html.element("p", run.getValue().method());
      figures(html, id, run.getValue().table());
    }
    html.close().line();
  }

  /** A table of the console: words in the first column, figures in the others. */
  static void figures(Html html, String cssClass, TextTable table) throws IOException {
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
      html.open("tr", "class", Standing.of(row).name().toLowerCase(Locale.ROOT));
      html.open("th", "scope", "row").text(Described.work(row.work(), row.clock())).close();
      for (int c : varying) {
        html.open("td", "class", WORDS.contains(header.get(c)) ? "" : "number");
        html.text(cells.get(r).get(c)).close();
      }
      html.close().line();
    }
    close(html);
  }

  /** What a comparison says first, and what to know of all its rows. */
  static void opening(Html html, Opening opening) throws IOException {
    for (String line : opening.actions()) {
      html.element("p", line, "class", "answer act");
    }
    for (String line : opening.answer()) {
      html.element("p", line, "class", "answer");
    }
    for (String line : opening.notices()) {
      html.element("p", line, "class", "notice");
    }
  }

  /** What a comparison says, row by row; its figures are those of {@code comparison.csv}. */
  static void comparison(Html html, List<ComparisonRow> rows) throws IOException {
    List<String> header = new ArrayList<>(List.of("work"));
    header.addAll(COMPARISON_RATIO);
    header.add("verdict");
    header.addAll(COMPARISON_FIGURES);
    header.add("reason");
    html.open("section", "id", "ratios", "data-name", "Comparison");
    html.element("h2", "Comparison").element("p", COMPARISON);
    open(html, "comparison", header);
    for (ComparisonRow row : rows) {
      html.open("tr", "class", row.verdict().label().replace(' ', '-'));
      html.open("th", "scope", "row").text(Described.work(row.work(), row.clock())).close();
      cells(html, row, COMPARISON_RATIO);
      html.open("td", "class", "verdict").text(row.verdict().label()).close();
      cells(html, row, COMPARISON_FIGURES);
      html.open("td").text(row.reason()).close().close().line();
    }
    close(html);
    html.open("figure", "class", "chart").close().close().line();
  }

  private static void cells(Html html, ComparisonRow row, List<String> columns) throws IOException {
    List<String> cells = ComparisonCsv.cells(row);
    for (String column : columns) {
      html.open("td", "class", "number");
      html.text(cells.get(ComparisonCsv.header().indexOf(column))).close();
    }
  }

  /** Facts of each run with their sources, or why there are none. */
  static void environment(Html html, List<ReportData> reports, RunNames names) throws IOException {
    for (ReportData report : reports) {
      environment(html, names.of(report), report.environment());
    }
  }

  /** The same of one run. */
  public static void environment(Html html, String name, Environment environment)
      throws IOException {
    html.open("details").element("summary", name);
    for (Map.Entry<String, Map<String, Fact>> group : environment.groups().entrySet()) {
      if (!group.getValue().isEmpty()) {
        facts(html, group.getKey(), group.getValue());
      }
    }
    html.close().line();
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

  /** Opens a table that scrolls in its box. */
  static void open(Html html, String cssClass, List<String> header) throws IOException {
    html.open("div", "class", "scroll", "tabindex", "0").open("table", "class", cssClass);
    html.open("thead").open("tr");
    for (String column : header) {
      html.open("th", "scope", "col").text(column).close();
    }
    html.close().close().open("tbody").line();
  }

  /** Closes what {@link #open} opened. */
  static void close(Html html) throws IOException {
    html.close().close().close().line();
  }
}
