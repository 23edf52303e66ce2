package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.engine.SpeakerbenchException;

/** The page read back: its tables and its data are those of the CSVs. */
class ReportPageTest {
  @TempDir Path folder;

  private Document page(List<ReportData> reports, List<ComparisonRow> comparison) throws Exception {
    return page(reports, comparison, Opening.NONE);
  }

  private Document page(List<ReportData> reports, List<ComparisonRow> comparison, Opening opening)
      throws Exception {
    Path file = folder.resolve(ReportPage.FILE);
    ReportPage.write(reports, comparison, opening, file);
    return Jsoup.parse(Files.readString(file));
  }

  /** Rows of the page's table, each in the order of the CSV's columns. */
  private static List<List<String>> rows(Document page) {
    Element section = page.getElementById("rows");
    List<String> header = section.select("table.rows thead th").eachText();
    List<List<String>> rows = new ArrayList<>();
    for (Element tr : section.select("table.rows tbody tr")) {
      List<String> cells = new ArrayList<>();
      for (String column : SummaryCsv.header()) {
        int c = header.indexOf(column);
        cells.add(
            c < 0
                ? section.select("dd[data-column=" + column + "]").first().wholeText()
                : tr.children().get(c).wholeText());
      }
      rows.add(cells);
    }
    return rows;
  }

  private static JsonNode data(Document page) throws Exception {
    return new ObjectMapper().readTree(page.select("script.data").first().data());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static List<SummaryRow> summary(List<ReportData> reports) {
    return reports.stream().flatMap(report -> report.summary().stream()).toList();
  }

  private static void assertFigures(Document page, List<ReportData> reports) throws Exception {
    List<List<String>> expected = summary(reports).stream().map(SummaryCsv::cells).toList();
    assertThat(rows(page)).isEqualTo(expected);
    assertThat(page.getElementById("csv").wholeText()).isEqualTo(SummaryCsv.text(summary(reports)));
    JsonNode rows = data(page).get("summary");
    assertThat(texts(rows.get("columns"))).isEqualTo(SummaryCsv.header());
    List<List<String>> found = new ArrayList<>();
    rows.get("rows").forEach(row -> found.add(texts(row)));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void everyFigureOfEveryRowIsThatOfTheCsv() throws Exception {
    for (List<ReportData> reports :
        List.of(
            List.of(PageSamples.small("tiny")),
            List.of(PageSamples.whole("first")),
            List.of(PageSamples.whole("first"), PageSamples.whole("second")))) {
      assertFigures(page(reports, List.of()), reports);
    }
  }

  @Test
  void figuresDoNotFollowTheLocale() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      List<ReportData> reports = List.of(PageSamples.whole("first"));
      assertFigures(page(reports, List.of()), reports);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everyMeasuredValueIsInTheData() throws Exception {
    List<ReportData> reports = List.of(PageSamples.whole("first"), PageSamples.small("second"));
    List<String> found = new ArrayList<>();
    for (JsonNode group : data(page(reports, List.of())).get("measurements")) {
      for (JsonNode turn : group.get("iterations")) {
        for (int i = 0; i < turn.get("value_ms").size(); i++) {
          List<String> cells = new ArrayList<>();
          for (String column :
              List.of(
                  "run_id",
                  "program",
                  "scenario",
                  "stage",
                  "model",
                  "intra_op_threads",
                  "workers",
                  "batch",
                  "audio_ms",
                  "clock")) {
            cells.add(group.get(column).asText());
          }
          for (String column : List.of("phase", "fork", "iteration")) {
            cells.add(turn.get(column).asText());
          }
          cells.add(turn.get("value_ms").get(i).decimalValue().toPlainString());
          cells.add(turn.get("count").get(i).asText());
          found.add(String.join(" ", cells));
        }
      }
    }
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            reports.stream()
                .flatMap(report -> report.measurements().stream())
                .map(ReportPageTest::words)
                .toList());
  }

  private static String words(MeasurementRow row) {
    var work = row.work();
    return String.join(
        " ",
        row.runId(),
        work.program(),
        work.scenario().label(),
        work.stage().label(),
        work.model(),
        "" + work.intraOpThreads(),
        "" + work.workers(),
        "" + work.batch(),
        "" + work.audioMs(),
        row.clock().label(),
        row.phase().label(),
        "" + row.fork(),
        "" + row.iteration(),
        Decimal.shortest(row.valueMs(), 6),
        "" + row.count());
  }

  @Test
  void figuresOfAComparisonAreThoseOfItsCsv() throws Exception {
    List<ComparisonRow> comparison = PageSamples.comparison();
    Document page = page(List.of(PageSamples.small("new")), comparison);
    Element table = page.select("table.comparison").first();
    List<String> header = table.select("thead th").eachText();
    for (int r = 0; r < comparison.size(); r++) {
      Element row = table.select("tbody tr").get(r);
      List<String> csv = ComparisonCsv.cells(comparison.get(r));
      for (String column : header.subList(1, header.size())) {
        assertThat(row.child(header.indexOf(column)).wholeText())
            .as(column)
            .isEqualTo(csv.get(ComparisonCsv.header().indexOf(column)));
      }
      assertThat(row.child(0).text()).isEqualTo("campplus e2e wall, 3000 ms");
      assertThat(texts(data(page).get("comparison").get("rows").get(r))).isEqualTo(csv);
    }
    assertThat(header).contains("base_ms", "ratio", "ratio_ci_low", "p_value", "verdict", "reason");
  }

  @Test
  void thereIsNoTableOfAComparisonThatWasNotMade() throws Exception {
    assertThat(page(List.of(PageSamples.whole("one")), List.of()).select("table.comparison"))
        .isEmpty();
  }

  /** Each figure again from the cells of the page's own summary.csv. */
  @Test
  void sharesOfTheCeilingAreThoseOfTheCsv() throws Exception {
    Document page = page(List.of(PageSamples.whole("first")), List.of());
    List<Map<String, String>> csv = new ArrayList<>();
    for (List<String> cells : rows(page)) {
      Map<String, String> row = new HashMap<>();
      SummaryCsv.header().forEach(column -> row.put(column, cells.get(row.size())));
      if (row.get("clock").equals("wall")) {
        csv.add(row);
      }
    }
    double gemm = rate(row(csv, "gemm", ""));
    double fma = rate(row(csv, "fma", ""));
    List<String> expected = new ArrayList<>();
    for (Map<String, String> row : csv) {
      boolean oneCore =
          row.get("scenario").equals("SingleStream") && !row.get("intra_op_threads").equals("2");
      boolean fbank = row.get("stage").equals("fbank");
      if (oneCore && List.of("gemm", "fma", "fbank", "infer", "e2e").contains(row.get("stage"))) {
        expected.add(
            String.format(
                Locale.ROOT,
                "%.3f %.1f %s %.1f%% VALID",
                Double.parseDouble(row.get("mean_ms")),
                rate(row),
                fbank ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * rate(row) / gemm),
                100 * rate(row) / fma));
      }
    }

    List<String> found = new ArrayList<>();
    for (Element tr : page.select("#ceiling table.ceiling tbody tr")) {
      List<String> cells = tr.children().eachText();
      found.add(String.join(" ", cells.subList(2, cells.size())).replace("INVALID", "VALID"));
    }
    assertThat(found).isEqualTo(expected).hasSize(3 + 2 * (2 + 2));
    assertThat(page.select("#ceiling table.ceiling tbody th").eachText())
        .startsWith(
            "gemm wall",
            "fma wall",
            "fbank wall, 3000 ms",
            "campplus infer wall, 3000 ms",
            "campplus e2e wall, 3000 ms")
        .contains("campplus e2e wall, batch 4, 3000 ms", "campplus e2e wall, 10000 ms");
    assertThat(page.select("#ceiling p").text()).contains("One thread").doesNotContain("peak was");
  }

  private static Map<String, String> row(
      List<Map<String, String>> rows, String stage, String model) {
    return rows.stream()
        .filter(row -> row.get("stage").equals(stage) && row.get("model").equals(model))
        .findFirst()
        .orElseThrow();
  }

  /** Operations over time, GFLOP/s: of FBank those of 298 frames. */
  private static double rate(Map<String, String> row) {
    double flop =
        row.get("stage").equals("fbank") ? 298 * 14_877 : 2 * Double.parseDouble(row.get("macs"));
    return flop / Double.parseDouble(row.get("mean_ms")) / 1e6;
  }

  @Test
  void aRunWithoutCeilingsHasNoSharesOfThem() throws Exception {
    assertThat(page(List.of(PageSamples.small("one")), List.of()).select("#ceiling, table.ceiling"))
        .isEmpty();
  }

  @Test
  void wordsOfARunStayWords() throws Exception {
    String words = "</script><script>alert(1)</script><!-- & \"x\" 'y' {{csv}} ]]>";
    Document page = page(List.of(PageSamples.hostile(words)), List.of());
    assertFigures(page, List.of(PageSamples.hostile(words)));
    assertThat(page.select("script")).hasSize(3);
    assertThat(page.title()).isEqualTo("Real-time factors: " + words);
    assertThat(page.select(".findings").text()).contains(words, words + " 2");
    assertThat(data(page).get("titles").has(words)).isTrue();
  }

  @Test
  void whatKeepsFiguresFromBeingEvidenceIsFoldedBesideThem() throws Exception {
    Document page = page(List.of(PageSamples.whole("one")), List.of());
    Element models = page.getElementById("models");
    Element findings = models.selectFirst("details.findings");
    assertThat(findings.hasAttr("open")).isFalse();
    assertThat(findings.selectFirst("summary").text())
        .isEqualTo("2 figures are INVALID, 2 carry a warning");
    String rows = " eres2net-large e2e wall, 3000 ms; eres2net-large e2e cpu, 3000 ms";
    assertThat(findings.select("li").eachText())
        .containsExactly(
            "drift of 8.0%, expected <at most> 5.0%: 2 rows" + rows,
            "wide <spread>: 2 rows" + rows);
    assertThat(page.select("table.rows tr.invalid")).hasSize(2);
    // Only the rows of extract are in the table of a run with an outside program.
    assertThat(models.select("td.standing").eachText()).containsOnly("VALID");
  }

  @Test
  void theAnswerComesFirstAndTheFigureItNamesIsThatOfTheTable() throws Exception {
    Document page = page(List.of(PageSamples.small("one")), List.of());
    Element main = page.selectFirst("main");
    assertThat(main.children().eachAttr("id")).startsWith("answer", "models");
    Element answer = page.getElementById("answer");
    String rtf = page.selectFirst("table.models td.number").text();
    assertThat(answer.selectFirst(".answer").text()).startsWith("mine has an RTF of " + rtf + ":");
    assertThat(answer.selectFirst(".right").text()).contains("UNVERIFIED");
    assertThat(answer.selectFirst(".evidence").text())
        .isEqualTo("All 2 figures are evidence (VALID).");
    assertThat(page.select(".act")).isEmpty();
  }

  @Test
  void whatTheUserMustActOnStandsOut() throws Exception {
    Document page =
        page(
            List.of(PageSamples.small("one")),
            List.of(),
            new Opening(
                List.of("gate: FAIL (x)"), List.of("It is <slower>."), List.of("a notice")));
    assertThat(page.select("#answer .act").eachText()).containsExactly("gate: FAIL (x)");
    assertThat(page.select("#answer .notice").eachText()).containsExactly("a notice");
    assertThat(page.select("#answer .answer").eachText())
        .startsWith("gate: FAIL (x)", "It is <slower>.");
  }

  @Test
  void aComparisonComesBeforeTheModels() throws Exception {
    Document page =
        page(
            List.of(PageSamples.small("base"), PageSamples.small("new")), PageSamples.comparison());
    assertThat(page.selectFirst("main").children().eachAttr("id"))
        .startsWith("answer", "ratios", "models");
    assertThat(page.select("table.comparison thead th").eachText())
        .startsWith("work", "ratio", "verdict");
    assertThat(page.select("#answer .answer")).isEmpty();
    assertThat(page.select("#models .more")).hasSize(2);
  }

  @Test
  void runsOfOneLabelHaveNamesThatDiffer() throws Exception {
    Document page =
        page(
            List.of(
                PageSamples.small("same", "2026-01-02T03:04:05Z"),
                PageSamples.small("same", "2026-01-03T03:04:05Z"),
                PageSamples.small("other")),
            List.of());
    assertThat(page.select("#models h3").eachText())
        .containsExactly("same 2026-01-02", "same 2026-01-03", "other");
    assertThat(page.select("#answer .answer").eachText())
        .extracting(line -> line.split(":")[0])
        .containsExactly("same 2026-01-02", "same 2026-01-03", "other");
    assertThat(texts(data(page).get("names")))
        .containsExactly("same 2026-01-02", "same 2026-01-03", "other");
  }

  @Test
  void memoryIsThatOfTheModelsOwnProcess() throws Exception {
    Document page = page(List.of(PageSamples.whole("one")), List.of());
    assertThat(page.select("#memory table tbody tr").eachText())
        .containsExactly("CAM++ 41 120 181 190 200 800", "ERes2Net-Large 41 120 181 190 200 7200");
    int column = page.select("table.models thead th").eachText().indexOf("Memory, peak MB");
    assertThat(page.select("table.models tbody tr").eachText()).isNotEmpty();
    assertThat(page.selectFirst("table.models tbody tr").child(column).text()).isEqualTo("800");
    assertThat(page.select("#cores table tbody tr")).isNotEmpty();
  }

  @Test
  void factsHaveTheirSourceOrTheReason() throws Exception {
    Document page = page(List.of(PageSamples.whole("one"), PageSamples.small("two")), List.of());
    assertThat(page.select("#environment > details > summary").eachText())
        .containsExactly("one", "two");
    assertThat(page.select("#environment > details[open]")).isEmpty();
    List<String> facts =
        page.select("#environment > details").first().select("tr").stream()
            .map(row -> String.join(" | ", row.children().eachText()))
            .toList();
    assertThat(facts)
        .contains(
            "model | CPU, 2 GHz | /proc/cpuinfo: model name",
            "isa_flags | avx2, fma | /proc/cpuinfo: flags",
            "governor | unavailable | /sys has no <governor>",
            "clip | flite-awb | command line");
  }

  /** What a browser would have to fetch, or what a page from disk may not do. */
  @Test
  void thePageNeedsNothingElse() throws Exception {
    Document page = page(List.of(PageSamples.whole("one")), List.of());
    assertThat(page.select("[src], link, iframe, img, form")).isEmpty();
    assertThat(page.select("a[href]")).isEmpty();
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
    String text = page.outerHtml();
    assertThat(text).contains("Copyright 2010-2023 Mike Bostock", "Permission to use, copy");
    assertThat(text).doesNotContain("url(", "@import", "{{");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaid() {
    Path nowhere = folder.resolve("missing").resolve("x").resolve("report.html");
    assertThatThrownBy(
            () ->
                ReportPage.write(List.of(PageSamples.small("x")), List.of(), Opening.NONE, nowhere))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(nowhere.toString());
    assertThat(Stream.of(folder.toFile().list())).isEmpty();
  }
}
