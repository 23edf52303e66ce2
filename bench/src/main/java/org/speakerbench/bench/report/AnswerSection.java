package org.speakerbench.bench.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.golden.html.Html;

/** The beginning of a page: the answer of each run, its table, and folded what to know of both. */
final class AnswerSection {
  private final List<ReportData> reports;
  private final RunNames names;

  private final boolean compared;

  /**
   * The beginning of a page of these runs.
   *
   * @param compared whether the page answers first how they compare
   */
  AnswerSection(List<ReportData> reports, RunNames names, boolean compared) {
    this.reports = reports;
    this.names = names;
    this.compared = compared;
  }

  /** What comes first: of several runs a sentence each, of one all that there is to say. */
  void answers(Html html) throws IOException {
    for (ReportData report : reports) {
      Answer answer = Answer.of(report);
      String name = reports.size() > 1 ? names.of(report) + ": " : "";
      for (String line : answer.actions()) {
        html.element("p", name + line, "class", "act");
      }
      if (!compared || reports.size() == 1) {
        html.element("p", name + answer.speed().get(0), "class", "answer");
      }
      if (reports.size() == 1) {
        rest(html, answer);
      }
    }
  }

  /**
   * What the first sentence left unsaid; of right answers and of evidence in places of their own.
   */
  private static void rest(Html html, Answer answer) throws IOException {
    paragraph(html, "more", answer.speed().subList(1, answer.speed().size()));
    paragraph(html, "right", answer.right());
    paragraph(html, "evidence", answer.evidence());
  }

  private static void paragraph(Html html, String cssClass, List<String> sentences)
      throws IOException {
    if (!sentences.isEmpty()) {
      html.element("p", String.join(" ", sentences), "class", cssClass);
    }
  }

  /** The table of the console for each run. */
  void tables(Html html) throws IOException {
    for (ReportData report : reports) {
      if (reports.size() > 1) {
        html.element("h3", names.of(report));
        Answer answer = Answer.of(report);
        paragraph(html, "more", compared ? answer.speed().subList(0, 1) : List.of());
        rest(html, answer);
      }
      RtfTable table = new RtfTable(report.summary(), Published.load());
      if (!table.lines().isEmpty()) {
        table(html, table.models(), table.lines());
      }
      findings(html, report.summary());
    }
    html.open("details").element("summary", "About these figures");
    html.open("ul", "class", "notes").line();
    for (String line :
        reports.stream().flatMap(report -> Caption.lines(report).stream()).distinct().toList()) {
      html.element("li", line);
    }
    html.close().close().line();
  }

  private static void table(Html html, TextTable table, List<SummaryRow> rows) throws IOException {
    List<String> header = table.header();
    boolean settings = header.contains(RtfTable.SETTING);
    PageTables.open(
        html, "models", header.stream().filter(name -> !name.equals(RtfTable.SETTING)).toList());
    for (int r = 0; r < rows.size(); r++) {
      List<String> cells = table.rows().get(r);
      html.open("tr", "class", Standing.of(rows.get(r)).name().toLowerCase(Locale.ROOT));
      html.open("th", "scope", "row").text(cells.get(0));
      if (settings) {
        html.text(" ").open("span", "class", "setting").text(cells.get(1)).close();
      }
      html.close();
      for (int c = settings ? 2 : 1; c < cells.size(); c++) {
        cell(html, header.get(c), cells.get(c), rows.get(r));
      }
      html.close().line();
    }
    PageTables.close(html);
  }

  private static void cell(Html html, String column, String text, SummaryRow row)
      throws IOException {
    switch (column) {
      case RtfTable.ANSWER -> html.open("td", "class", "verdict").text(text).close();
      case RtfTable.FIGURE -> standing(html, text, row);
      default -> {
        int interval = text.indexOf(" [");
        html.open("td", "class", "number").text(interval < 0 ? text : text.substring(0, interval));
        if (interval >= 0) {
          html.text(" ").open("span", "class", "interval").text(text.substring(interval + 1));
          html.close();
        }
        html.close();
      }
    }
  }

  /** The word, and folded behind it what is to be known of this row. */
  private static void standing(Html html, String word, SummaryRow row) throws IOException {
    html.open("td", "class", "standing");
    List<String> why =
        Stream.concat(FindingsText.disturbances(row).stream(), row.validity().warnings().stream())
            .toList();
    if (why.isEmpty()) {
      html.text(word);
    } else {
      html.open("details").open("summary").text(word).close();
      html.text(String.join("; ", why)).close();
    }
    html.close();
  }

  private static void findings(Html html, List<SummaryRow> rows) throws IOException {
    List<Findings.Finding> invalid = FindingsText.invalid(rows);
    List<Findings.Finding> warnings = FindingsText.warnings(rows);
    if (invalid.isEmpty() && warnings.isEmpty()) {
      return;
    }
    html.open("details", "class", "findings");
    html.element("summary", FindingsText.title(rows)).line();
    list(html, "INVALID", invalid);
    list(html, "Warnings: the figures may be evidence all the same", warnings);
    html.close().line();
  }

  private static void list(Html html, String title, List<Findings.Finding> findings)
      throws IOException {
    if (findings.isEmpty()) {
      return;
    }
    html.element("p", title).open("ul").line();
    for (Findings.Finding finding : findings) {
      html.open("li").text(FindingsText.count(finding)).open("span", "class", "quiet");
      html.text(" " + FindingsText.names(finding)).close().close().line();
    }
    html.close().line();
  }
}
