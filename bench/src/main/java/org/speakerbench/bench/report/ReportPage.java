package org.speakerbench.bench.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.golden.html.HtmlTemplate;
import org.speakerbench.golden.report.TextFile;

/**
 * {@code report.html}: one or several runs, and a comparison if there is one, as a page that opens
 * from disk with no network. Its tables are complete without a script; its charts are drawn by D3,
 * which is inside, from all measured values, which are inside too.
 */
public final class ReportPage {
  /** Name of the file in a report folder. */
  public static final String FILE = "report.html";

  /** In the order in which they lie in the page; the last one draws. */
  private static final List<String> SCRIPTS =
      List.of(
          "data.js",
          "chart.js",
          "bars.js",
          "forks.js",
          "stages.js",
          "distribution.js",
          "iterations.js",
          "growth.js",
          "scatter.js",
          "ratios.js",
          "accuracy.js",
          "page.js");

  private ReportPage() {}

  /**
   * Writes a file that is either complete or not there.
   *
   * @param reports at least one
   * @param comparison may be empty
   * @param opening what the comparison says before any table
   * @throws org.speakerbench.engine.SpeakerbenchException if the file cannot be written
   */
  public static void write(
      List<ReportData> reports, List<ComparisonRow> comparison, Opening opening, Path file) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("found no report, expected at least one");
    }
    HtmlTemplate template = new HtmlTemplate(ReportPage.class, "report.html");
    TextFile.write(file, out -> template.write(out, parts(reports, comparison, opening)));
  }

  private static Map<String, HtmlTemplate.Part> parts(
      List<ReportData> reports, List<ComparisonRow> comparison, Opening opening) {
    List<SummaryRow> rows = reports.stream().flatMap(report -> report.summary().stream()).toList();
    RunNames names = new RunNames(reports);
    String machines = String.join(", ", names.byRun().values());
    AnswerSection answer = new AnswerSection(reports, names, !comparison.isEmpty());
    return Map.ofEntries(
        Map.entry("title", html -> html.text(machines)),
        Map.entry(
            "style", html -> html.raw(HtmlTemplate.sharedStyle()).raw(resource("report.css"))),
        Map.entry("machines", html -> html.text(machines)),
        Map.entry(
            "runs",
            html -> {
              for (ReportData report : reports) {
                var run = report.summary().get(0).run();
                html.element("p", run.runId() + ", " + run.timestampUtc(), "class", "run");
              }
            }),
        Map.entry(
            "answer",
            html -> {
              PageTables.opening(html, opening);
              answer.answers(html);
            }),
        Map.entry("models", answer::tables),
        Map.entry(
            "comparison",
            html -> {
              if (!comparison.isEmpty()) {
                PageTables.comparison(html, comparison);
              }
            }),
        section(
            "ways",
            WaysTable.TITLE,
            reports,
            names,
            report -> {
              WaysTable ways = new WaysTable(report);
              return ways.table().map(table -> new PageTables.Measured(table, ways.method()));
            }),
        section(
            "cores",
            ScalingTable.TITLE,
            reports,
            names,
            report ->
                new ScalingTable(report)
                    .table()
                    .map(table -> new PageTables.Measured(table, ScalingTable.METHOD))),
        section(
            "memory",
            MemoryTable.TITLE,
            reports,
            names,
            report ->
                MemoryTable.of(report.summary())
                    .map(table -> new PageTables.Measured(table, MemoryTable.METHOD))),
        section(
            "ceiling",
            CeilingTable.TITLE,
            reports,
            names,
            report -> {
              CeilingTable ceiling = new CeilingTable(report);
              return ceiling.table().map(table -> new PageTables.Measured(table, ceiling.method()));
            }),
        Map.entry("accuracy", html -> AccuracySection.write(html, reports)),
        Map.entry("environment", html -> PageTables.environment(html, reports, names)),
        Map.entry("rows", html -> PageTables.rows(html, rows)),
        Map.entry("csv", html -> html.text(SummaryCsv.text(rows))),
        Map.entry(
            "data",
            html -> html.json(PageData.json(reports, names, comparison, Published.load()), "data")),
        Map.entry("chart_library_license", html -> html.raw(webJar("LICENSE"))),
        Map.entry("chart_library", html -> html.raw(webJar("dist/d3.min.js"))),
        Map.entry(
            "script",
            html -> {
              for (String script : SCRIPTS) {
                html.raw(resource("page/" + script));
              }
            }));
  }

  private static Map.Entry<String, HtmlTemplate.Part> section(
      String id,
      String title,
      List<ReportData> reports,
      RunNames names,
      Function<ReportData, Optional<PageTables.Measured>> table) {
    Map<String, PageTables.Measured> byRun = new LinkedHashMap<>();
    for (ReportData report : reports) {
      table.apply(report).ifPresent(measured -> byRun.put(names.of(report), measured));
    }
    return Map.entry(id, html -> PageTables.section(html, id, title, byRun, reports.size() > 1));
  }

  private static String resource(String name) {
    return HtmlTemplate.resource(ReportPage.class, name);
  }

  /** A file of the chart library; the version is part of its path. */
  private static String webJar(String file) {
    Properties versions = new Properties();
    try {
      versions.load(new StringReader(resource("webjars.properties")));
    } catch (IOException e) {
      throw new AssertionError("a StringReader does not fail", e);
    }
    return resource("/META-INF/resources/webjars/d3/" + versions.getProperty("d3") + "/" + file);
  }
}
