package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.RuntimeMatrixCsv;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.golden.html.Html;
import org.speakerbench.golden.html.HtmlTemplate;
import org.speakerbench.golden.report.TextFile;

/** {@code matrix.html}: a heat map that opens from disk with no network and needs no script. */
public final class MatrixPage {
  /** Name of the file. */
  public static final String FILE = "matrix.html";

  private MatrixPage() {}

  /**
   * Writes a file that is either complete or not there.
   *
   * @param machine what it was run on, in words
   */
  public static void write(List<RuntimeRow> rows, String machine, Path file) {
    Grid grid = Grid.of(rows);
    Map<String, HtmlTemplate.Part> parts =
        Map.of(
            "style",
            html ->
                html.raw(HtmlTemplate.sharedStyle())
                    .raw(HtmlTemplate.resource(MatrixPage.class, "matrix.css")),
            "machine",
            html -> html.text(machine),
            "sentences",
            html -> {
              html.open("ul").line();
              for (String sentence : SafeVersions.sentences(grid)) {
                html.element("li", sentence).line();
              }
              html.close().line();
            },
            "map",
            html -> map(html, grid),
            "notes",
            html -> notes(html, rows),
            "csv",
            html -> html.text(RuntimeMatrixCsv.text(rows)));
    HtmlTemplate template = new HtmlTemplate(MatrixPage.class, "matrix.html");
    TextFile.write(file, out -> template.write(out, parts));
  }

  private static void map(Html html, Grid grid) throws IOException {
    html.open("table", "class", "map").line();
    html.open("tr");
    html.element("th", "model", "scope", "col").element("th", "computed by", "scope", "col");
    for (String version : grid.versions()) {
      html.element("th", version, "scope", "col");
    }
    html.close().line();
    String model = "";
    for (Grid.Line line : grid.lines()) {
      String name = line.model() + " (" + line.exporter() + ")";
      html.open("tr", "class", name.equals(model) ? "" : "first");
      html.element("th", name.equals(model) ? "" : line.model(), "scope", "row", "title", name);
      html.element("td", line.runtime());
      for (String version : grid.versions()) {
        cell(html, line.at(version), name);
      }
      html.close().line();
      model = name;
    }
    html.close().line();
  }

  private static void cell(Html html, Optional<RuntimeRow> found, String model) throws IOException {
    if (found.isEmpty()) {
      html.element("td", "", "class", "none");
      return;
    }
    RuntimeRow row = found.get();
    html.element(
        "td",
        CellText.of(row),
        "class",
        row.verdict().label() + " shade" + CellText.shade(row),
        "title",
        model
            + ", "
            + row.runtime()
            + ", "
            + row.version()
            + ": "
            + row.verdict().label()
            + (Double.isNaN(row.rtf()) ? "" : ", RTF " + Decimal.shortest(row.rtf(), 4))
            + (row.note().isEmpty() ? "" : ", " + row.note()));
  }

  private static void notes(Html html, List<RuntimeRow> rows) throws IOException {
    html.open("table").line();
    html.open("tr");
    for (String column : List.of("release", "computed by", "model", "verdict", "note")) {
      html.element("th", column, "scope", "col");
    }
    html.close().line();
    for (RuntimeRow row : rows) {
      if (row.verdict() == RuntimeVerdict.SAFE) {
        continue;
      }
      html.open("tr");
      for (String text :
          List.of(row.version(), row.runtime(), row.model(), row.verdict().label(), row.note())) {
        html.element("td", text);
      }
      html.close().line();
    }
    html.close().line();
  }
}
