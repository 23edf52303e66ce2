package org.speakerbench.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.ProfileCsv;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.report.PageTables;
import org.speakerbench.golden.html.Html;
import org.speakerbench.golden.html.HtmlTemplate;
import org.speakerbench.golden.report.TextFile;

/** A profile as a page of one file that opens from disk with no network. */
record ProfilePage(ProfileResult result) {
  /** Name of the file. */
  static final String FILE = "profile.html";

  private static final String SHARE = "Share";

  /** Writes a file that is either complete or not there. */
  void write(Path file) {
    HtmlTemplate template = new HtmlTemplate(ProfilePage.class, "profile.html");
    TextFile.write(file, out -> template.write(out, parts()));
  }

  private Map<String, HtmlTemplate.Part> parts() {
    ProfileText text = new ProfileText(result);
    RunFacts run = result.subject().run();
    return Map.of(
        "title",
        html -> html.text(text.model()),
        "style",
        html ->
            html.raw(HtmlTemplate.sharedStyle())
                .raw(HtmlTemplate.resource(PageTables.class, "report.css"))
                .raw(HtmlTemplate.resource(ProfilePage.class, "profile.css")),
        "run",
        html -> html.element("p", run.runId() + ", " + run.timestampUtc(), "class", "run"),
        "answer",
        html -> {
          for (String sentence : text.sentences()) {
            html.element("p", sentence);
          }
        },
        "sections",
        html -> {
          for (ProfileText.Section section : text.sections()) {
            section(html, section);
          }
        },
        "environment",
        html -> PageTables.environment(html, run.label(), result.environment()),
        "csv",
        html -> html.text(ProfileCsv.text(result.subject(), result.rows())));
  }

  private static void section(Html html, ProfileText.Section section) throws IOException {
    html.open("section", "id", section.id());
    html.element("h2", section.title());
    List<String> header = section.table().header();
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr");
    for (int c = 0; c < header.size(); c++) {
      html.open("th", "scope", "col", "class", c == 0 ? "" : "number").text(header.get(c)).close();
    }
    html.close().close().open("tbody").line();
    for (List<String> row : section.table().rows()) {
      html.open("tr");
      for (int c = 0; c < row.size(); c++) {
        cell(html, header.get(c), c == 0, row.get(c));
      }
      html.close().line();
    }
    html.close().close().close().line();
    html.element("p", section.method(), "class", "method").close().line();
  }

  /** A share is drawn behind its figure. */
  private static void cell(Html html, String column, boolean first, String text)
      throws IOException {
    if (column.equals(SHARE)) {
      html.open("td", "class", "number share", "style", "--share: " + text);
    } else {
      html.open(first ? "th" : "td", "class", first ? "" : "number");
    }
    html.text(text).close();
  }
}
