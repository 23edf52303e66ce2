package org.speakerbench.golden.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.golden.check.ErrorMap;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.check.ParitySuite;
import org.speakerbench.golden.html.Html;
import org.speakerbench.golden.html.HtmlTemplate;
import org.speakerbench.golden.pack.Metric;

/**
 * The reports as one page that opens from disk with no network: verdict, provenance, summary, maps
 * of the errors of some clips, and a line for each clip and stage. Its look and its script are the
 * resources {@code parity.html}, {@code parity.css} and {@code parity.js}.
 */
public final class ParityPage {
  /** Failures that are listed in full; a broken front end has thousands, all in the tables. */
  private static final int MAX_FAILURES = 20;

  private final ParitySuite suite;
  private final ClipChoice clips;

  /**
   * A page for the reports of a suite, which computes the maps.
   *
   * @throws SpeakerbenchException if a chosen clip is in none of the packs
   */
  public ParityPage(ParitySuite suite, ClipChoice clips) {
    clips.requireKnown(suite.clips());
    this.suite = suite;
    this.clips = clips;
  }

  /** Writes a file that is either complete or not there. */
  public void write(ParityReports reports, Path file) {
    TextFile.write(file, out -> write(reports, out));
  }

  private void write(ParityReports reports, Writer out) throws IOException {
    String verdict = reports.passed() ? "PASS" : "FAIL";
    new HtmlTemplate(ParityPage.class, "parity.html")
        .write(
            out,
            Map.of(
                "style",
                html ->
                    html.raw(HtmlTemplate.sharedStyle())
                        .raw(HtmlTemplate.resource(ParityPage.class, "parity.css")),
                "script",
                html -> html.raw(HtmlTemplate.resource(ParityPage.class, "parity.js")),
                "verdict",
                html -> html.text(verdict),
                "final_line",
                html -> html.text(reports.finalLine()),
                "failures",
                html -> failures(html, reports),
                "provenance",
                html -> provenance(html, reports),
                "summary",
                html -> summary(html, reports),
                "maps",
                html -> maps(html, reports),
                "legend",
                html -> html.text(ParityTable.LEGEND.strip()),
                "clips",
                html -> clips(html, reports)));
  }

  private static void failures(Html html, ParityReports reports) throws IOException {
    if (reports.passed()) {
      return;
    }
    html.element("h2", "Failures").open("ol", "class", "failures").line();
    int listed = 0;
    int all = 0;
    for (ParityReport report : reports.packs()) {
      for (ParityRow row : report.failures()) {
        if (listed < MAX_FAILURES) {
          html.element("li", report.pack() + ": " + row.explain());
          listed++;
        }
        all++;
      }
    }
    html.close().line();
    if (all > listed) {
      html.element(
          "p",
          "The first "
              + listed
              + " of "
              + all
              + "; verify --out DIR writes all of them to parity.csv.");
    }
  }

  private static void provenance(Html html, ParityReports reports) throws IOException {
    html.open("dl").line();
    for (ParityReport report : reports.packs()) {
      html.element("dt", "golden pack " + report.pack());
      html.element("dd", ParityTable.describe(report.provenance()));
      html.open("dd").open("details").element("summary", "made by");
      html.element("code", report.provenance().command()).close().close().line();
    }
    html.element("dt", "this run");
    html.element(
        "dd",
        "onnxruntime "
            + OnnxRuntime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch"));
    html.close().line();
  }

  private static void summary(Html html, ParityReports reports) throws IOException {
    for (ParityReport report : reports.packs()) {
      html.element("h3", report.pack());
      CellsHtml.table(html, ParitySections.summary(report));
    }
  }

  private static void clips(Html html, ParityReports reports) throws IOException {
    for (ParityReport report : reports.packs()) {
      html.element("h3", report.pack());
      for (ParitySections.Section section : ParitySections.sections(report)) {
        boolean open = section.model().isEmpty() || !section.passed();
        if (open) {
          html.open("details", "open", "open");
        } else {
          html.open("details");
        }
        String failed = section.passed() ? "" : ", " + section.failedClips() + " failed";
        html.element("summary", section.title() + ": " + section.clips() + " clips" + failed);
        CellsHtml.table(html, section.lines());
        html.close().line();
      }
    }
  }

  private void maps(Html html, ParityReports reports) throws IOException {
    List<ClipChoice.Chosen> chosen = clips.of(reports);
    if (chosen.isEmpty()) {
      html.element("p", "No clips were asked for.");
    }
    for (ClipChoice.Chosen clip : chosen) {
      ErrorMap map = suite.errorMap(clip.pack(), clip.clip(), clip.stage());
      html.open("figure", "class", "map").line();
      html.element("figcaption", clip.clip() + " (" + clip.pack() + ", " + clip.stage() + ")");
      for (ErrorMap.Layer layer : map.layers()) {
        html.element(
            "p",
            layer.name() + ": " + finding(layer, map.limit()),
            "class",
            layer.problem() == null ? "finding" : "finding problem");
      }
      html.json(ErrorMapJson.of(clip.pack(), map), "error-map").close().line();
    }
  }

  private static String finding(ErrorMap.Layer layer, double limit) {
    if (layer.problem() != null) {
      return "there is no map, " + layer.problem();
    }
    ParityRow.Worst worst = layer.worst();
    double error = Math.abs(worst.actual() - worst.expected());
    return "largest error "
        + Metric.MAX_ABS.format(error)
        + (error <= limit ? " (limit " : " (beyond the limit ")
        + Metric.MAX_ABS.format(limit)
        + ") at "
        + worst;
  }
}
