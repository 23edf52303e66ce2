package org.speakerbench.bench.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.golden.html.Html;

/** Error rates on a page: the table of models, the chart beside speed, the table of all rows. */
final class AccuracySection {
  private static final String CHART =
      "Error rate against time: further down is more often right, further to the left is faster."
          + " The line is the Pareto front by the figures; full dots are on it or off it wherever"
          + " the figures are in their intervals, rings are undecided, or have no other to stand"
          + " beside. A panel holds models of the same trials and the same audio. Time is logarithmic.";

  private AccuracySection() {}

  /** Nothing if no report has any. */
  static void write(Html html, List<ReportData> reports) throws IOException {
    int sections = 0;
    for (ReportData report : reports) {
      if (!report.accuracy().isEmpty()) {
        sections++;
        write(html, new AccuracyTables(report), sections == 1 ? "" : "-" + sections);
      }
    }
    if (sections > 0) {
      html.open("section", "id", "tradeoff", "data-name", "Speed and accuracy");
      html.element("h2", "Speed and accuracy").element("p", CHART);
      html.open("figure", "class", "chart").close().close().line();
    }
  }

  /**
   * The tables.
   *
   * @param suffix of the names of the sections, where there are several
   */
  static void write(Html html, AccuracyTables tables, String suffix) throws IOException {
    html.open("section", "id", "accuracy" + suffix, "data-name", "Accuracy" + suffix);
    html.element("h2", AccuracyTables.MODELS).line();
    for (String line : tables.answer()) {
      html.element("p", line, "class", "more");
    }
    PageTables.figures(html, "accuracy", tables.models());
    html.element("p", AccuracyTables.METHOD);
    html.open("ul", "class", "notes").line();
    for (String note : tables.notes()) {
      html.element("li", note);
    }
    html.close().line();
    html.close().line();
    PageTables.section(
        html,
        "evaluated" + suffix,
        AccuracyTables.ROWS,
        Map.of("", new PageTables.Measured(tables.rows(), AccuracyTables.ROWS_METHOD)),
        false);
  }
}
