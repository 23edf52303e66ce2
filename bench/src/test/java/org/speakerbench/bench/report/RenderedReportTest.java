package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.compare.Runs;
import org.speakerbench.bench.format.MeasurementsCsv;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

class RenderedReportTest {
  @TempDir Path folder;

  private Path report(ReportData data, String name) throws IOException {
    Path path = Files.createDirectory(folder.resolve(name));
    new Report(data).writeData(path);
    new Report(ReportData.read(path)).write(path);
    return path;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void mergedRowsAreThoseOfTheRunsInTheirOrder() throws IOException {
    ReportData first = PageSamples.whole("first");
    ReportData second = PageSamples.small("second");
    Path a = report(first, "a");
    Path b = report(second, "b");
    Path merged = RenderedReport.read(List.of(a, b)).merge(folder.resolve("merged"));
    assertThat(files(merged))
        .containsExactly(
            "environment-1.json",
            "environment-2.json",
            "measurements.csv",
            "report.html",
            "report.md",
            "summary.csv");
    assertThat(SummaryCsv.text(SummaryCsv.read(merged.resolve(SummaryCsv.FILE))))
        .isEqualTo(
            Files.readString(a.resolve(SummaryCsv.FILE))
                + withoutHeader(Files.readString(b.resolve(SummaryCsv.FILE))));
    assertThat(Files.readString(merged.resolve(MeasurementsCsv.FILE)))
        .isEqualTo(
            Files.readString(a.resolve(MeasurementsCsv.FILE))
                + withoutHeader(Files.readString(b.resolve(MeasurementsCsv.FILE))));
    assertThat(merged.resolve("environment-2.json"))
        .hasSameBinaryContentAs(b.resolve("environment.json"));
    assertThat(merged.resolve("report.md"))
        .content()
        .contains("# Real-time factors: first", "# Real-time factors: second");
    assertThat(merged.resolve(ReportPage.FILE))
        .content()
        .contains("<h1>Real-time factors: first, second</h1>");
  }

  /** Of a run with --against and --gate: what the console said stands in its folder too. */
  @Test
  void theGateOfARunStandsInItsFiles() throws IOException {
    double[] base = {100, 101, 99, 100.5, 99.5};
    Runs runs =
        Runs.named("both")
            .fact("run", "gate", 0.05)
            .fact("run", "noise_band", 0.05)
            .row(Runs.E2E.by(Work.BASE), base)
            .row(Runs.E2E, base);
    Path both = report(runs.report(), "both");
    Path merged =
        RenderedReport.read(List.of(both, report(PageSamples.small("other"), "other")))
            .merge(folder.resolve("merged"));

    String line = "gate: PASS (e2e and extract by wall clock: a slowdown of 5% is excluded";
    assertThat(new Report(runs.report()).compared().orElseThrow().console()).startsWith(line);
    assertThat(both.resolve(ComparisonReport.MARKDOWN)).content().containsOnlyOnce(line);
    assertThat(both.resolve(ReportPage.FILE)).content().containsOnlyOnce(line);
    assertThat(merged.resolve(ReportPage.FILE)).content().containsOnlyOnce(line);
  }

  @Test
  void withoutAGateNothingIsDecided() throws IOException {
    double[] ms = {100, 101, 99, 100.5, 99.5};
    Runs runs = Runs.named("both").row(Runs.E2E.by(Work.BASE), ms).row(Runs.E2E, ms);

    assertThat(new Report(runs.report()).compared().orElseThrow().decision()).isEmpty();
    assertThat(report(runs.report(), "both").resolve(ReportPage.FILE))
        .content()
        .doesNotContain("gate:");
  }

  private static String withoutHeader(String csv) {
    return csv.substring(csv.indexOf('\n') + 1);
  }

  @Test
  void oneRunWrittenElsewhereIsTheSame() throws IOException {
    Path a = report(PageSamples.whole("first"), "a");
    Path copy = RenderedReport.read(List.of(a)).merge(folder.resolve("copy"));
    assertThat(files(copy)).isEqualTo(files(a)).contains("environment.json");
    for (String file : files(a)) {
      assertThat(copy.resolve(file)).hasSameBinaryContentAs(a.resolve(file));
    }
  }

  @Test
  void inPlaceWhatPeopleReadIsNewAndTheDataStay() throws IOException {
    Path a = report(PageSamples.whole("first"), "a");
    String page = Files.readString(a.resolve(ReportPage.FILE));
    String text = Files.readString(a.resolve("report.md"));
    Files.writeString(a.resolve(ReportPage.FILE), "old");
    Files.delete(a.resolve("report.md"));
    Files.writeString(a.resolve("jmh.json"), "[]");
    RenderedReport.read(List.of(a)).writeInPlace();
    assertThat(a.resolve(ReportPage.FILE)).hasContent(page);
    assertThat(a.resolve("report.md")).hasContent(text);
    assertThat(a.resolve("jmh.json")).hasContent("[]");
  }

  @Test
  void theSameRunTwiceIsRefused() throws IOException {
    Path a = report(PageSamples.whole("first"), "a");
    Path b = report(PageSamples.whole("first"), "b");
    assertThatThrownBy(() -> RenderedReport.read(List.of(a, b)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            b
                + ": found run first-20260102T030405Z-quick, which "
                + a
                + " holds too, expected each once");
    assertThatThrownBy(() -> RenderedReport.read(List.of(a, a)))
        .isInstanceOf(SpeakerbenchException.class);
  }

  @Test
  void aMergedFolderIsNoRun() throws IOException {
    Path a = report(PageSamples.whole("first"), "a");
    Path b = report(PageSamples.small("second"), "b");
    Path merged = RenderedReport.read(List.of(a, b)).merge(folder.resolve("merged"));
    assertThatThrownBy(() -> RenderedReport.read(List.of(merged)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found a merged report");
  }

  @Test
  void aFolderThatIsTakenStaysAsItIs() throws IOException {
    Path a = report(PageSamples.whole("first"), "a");
    List<String> before = files(a);
    assertThatThrownBy(() -> RenderedReport.read(List.of(a)).merge(a))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("reports are not overwritten");
    assertThat(files(a)).isEqualTo(before);
  }
}
