package org.speakerbench.bench.embeddings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speakerbench.golden.html.Html;
import org.speakerbench.golden.html.HtmlTemplate;
import org.speakerbench.golden.report.TextFile;

/** {@code embeddings.html}: opens from disk with no network and needs no script. */
public final class SetPage {
  /** Name of the file. */
  public static final String FILE = "embeddings.html";

  private static final int MISSING = 100;

  private SetPage() {}

  /** Writes a file that is either complete or not there. */
  public static void write(SetComparison comparison, Path file) {
    SetReport report = new SetReport(comparison);
    Map<String, HtmlTemplate.Part> parts =
        Map.of(
            "style",
            html -> html.raw(HtmlTemplate.sharedStyle()),
            "verdict",
            html -> html.text(report.verdict()),
            "sets",
            html -> {
              for (String line :
                  List.of(
                      "A: " + comparison.a(),
                      "B: " + comparison.b(),
                      report.counts(),
                      report.cosines(),
                      report.distances())) {
                html.element("li", line);
              }
            },
            "histogram",
            html -> histogram(html, comparison),
            "worst",
            html -> worst(html, comparison),
            "others",
            html -> {
              others(html, comparison.missing(), "missing in B");
              others(html, comparison.extra(), "in B alone");
            });
    HtmlTemplate template = new HtmlTemplate(SetPage.class, "embeddings.html");
    TextFile.write(file, out -> template.write(out, parts));
  }

  private static void histogram(Html html, SetComparison comparison) throws IOException {
    for (Distribution.Bin bin : Distribution.ofCosines(comparison.pairs())) {
      html.open("tr").element("th", bin.label(), "scope", "row");
      html.element("td", Integer.toString(bin.count()));
      html.open("td");
      html.element(
          "meter",
          "",
          "value",
          Integer.toString(bin.count()),
          "max",
          Integer.toString(Math.max(1, comparison.pairs().size())));
      html.close().close().line();
    }
  }

  private static void worst(Html html, SetComparison comparison) throws IOException {
    for (Pair pair : comparison.worst(SetReport.WORST)) {
      html.open("tr").element("th", pair.id(), "scope", "row");
      html.element("td", SetReport.number(pair.cosine()));
      html.element("td", SetReport.number(pair.relativeL2()));
      html.element("td", pair.problem() == null ? "" : pair.problem());
      html.close().line();
    }
  }

  private static void others(Html html, List<String> ids, String what) throws IOException {
    for (String id : ids.subList(0, Math.min(MISSING, ids.size()))) {
      html.element("li", id + ": " + what);
    }
    if (ids.size() > MISSING) {
      html.element("li", (ids.size() - MISSING) + " more " + what + ": see " + SetCsv.FILE);
    }
  }
}
