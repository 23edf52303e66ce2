package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

/** What is wrong with a report folder is said in one sentence. */
class DamagedReportTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeReport() throws IOException {
    ReportData report = Samples.report();
    Files.writeString(folder.resolve(SummaryCsv.FILE), SummaryCsv.text(report.summary()));
    Files.writeString(
        folder.resolve(MeasurementsCsv.FILE), MeasurementsCsv.text(report.measurements()));
    Files.writeString(
        folder.resolve(EnvironmentJson.FILE),
        EnvironmentJson.text(report.runId(), report.environment()));
    assertThat(ReportData.read(folder)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "summary.csv | (?s).*        | ''       | summary.csv: found an empty file",
        "summary.csv | (?s)\\n.*     | NEWLINE  | summary.csv: found no rows",
        "summary.csv | (?s)\\n$        | ''       | found a last line without an end: the file is cut",
        "summary.csv | [^\\n]*\\n[^\\n]*\\n$ | ''    | summary.csv: found no row of mine cold by wall, of",
        "summary.csv | (?m)^2,       | '1,'     | summary.csv: found schema_version 1, expected 2",
        "summary.csv | label         | etikett  | line 1: found etikett as column 4, expected label",
        "summary.csv | ,read,        | ',reed,' | line 2: stage: found reed, expected one of",
        "summary.csv | 0.046528      | much     | line 2: found \"much\" in median_ms, expected a",
        "summary.csv | VERIFIED,99%  | MAYBE,9  | line 2: verdict: found MAYBE",
        "measurements.csv | (?m)^(2,.*),1253000$ | $1 | line 3: found 15 columns, expected 16",
        "measurements.csv | [^\\n]*\\n$   | ''     | found 0 samples of mine cold by wall, expected 15 as in",
        "measurements.csv | (?m)^2,.*,26\\n | '' | found 1253000 samples of read by wall, expected 1253026",
        "measurements.csv | (?m)^(2,.*),26$ | '$1,27' | found 1253027 samples of read by wall, expected",
        "measurements.csv | (?m)^2,.*Offline.*,2,3,43.5,1\\n | '' | found 5 samples of campplus e2e by",
        "measurements.csv | (?m)^2,  | '3,'     | found schema_version 3, expected 2",
        "measurements.csv | wall     | wal      | clock: found wal, expected one of wall, cpu",
        "environment.json | environment/1 | environment/9 | environment/9, expected speakerbench-env",
        "environment.json | (?s)\"run\".* | ''  | environment.json: found broken JSON",
        "environment.json | \"source\"    | \"sauce\" | found neither value nor reason of model",
      })
  void oneSentenceSaysWhere(String name, String regex, String replacement, String expected)
      throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    String damaged = text.replaceFirst(regex, replacement.replace("NEWLINE", "\n"));
    assertThat(damaged).isNotEqualTo(text);
    Files.writeString(file, damaged);

    assertThatThrownBy(() -> ReportData.read(folder))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(expected)
        .message()
        .hasLineCount(1);
  }

  /** What Excel and LibreOffice write: a mark in front, lines that end as on Windows. */
  @Test
  void whatASpreadsheetSavedWithCommasIsRead() throws IOException {
    ReportData before = ReportData.read(folder);
    for (String name : List.of(SummaryCsv.FILE, MeasurementsCsv.FILE)) {
      Path file = folder.resolve(name);
      Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));
    }

    ReportData read = ReportData.read(folder);

    assertThat(read.summary()).isEqualTo(before.summary());
    assertThat(read.measurements()).isEqualTo(before.measurements());
  }

  /** Where the comma is the decimal point; numbers and dates are written in another way too. */
  @ParameterizedTest
  @CsvSource({";, semicolons", "'\t', tabs"})
  void whatASpreadsheetSavedOtherwiseIsTold(String separator, String name) throws IOException {
    Path file = folder.resolve(SummaryCsv.FILE);
    Files.writeString(file, "\uFEFF" + Files.readString(file).replace(",", separator));

    assertThatThrownBy(() -> ReportData.read(folder))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            file
                + ": found columns between "
                + name
                + ", as a spreadsheet saves them, expected commas: use the file as speakerbench"
                + " wrote it");
  }

  /** A run that is cut off between the two files has more values than its summary counts. */
  @Test
  void aRunThatWasCutOffMayHaveMeasuredMore() throws IOException {
    Path values = folder.resolve(MeasurementsCsv.FILE);
    Files.writeString(values, Files.readString(values).replaceFirst("(?m),26$", ",27"));
    Path environment = folder.resolve(EnvironmentJson.FILE);
    Files.writeString(
        environment,
        Files.readString(environment)
            .replace(
                "\"run\" : {",
                "\"run\" : { \"complete\" : { \"value\" : false, \"source\" : \"\" },"));

    assertThat(ReportData.read(folder).measurements()).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource({
    "summary.csv, no summary.csv in it",
    "measurements.csv, measurements.csv: cannot be read",
    "environment.json, environment.json: cannot be read"
  })
  void aMissingFileIsNamed(String name, String expected) throws IOException {
    Files.delete(folder.resolve(name));

    assertThatThrownBy(() -> ReportData.read(folder))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void aMergedReportIsNotOneRun() throws IOException {
    Files.move(folder.resolve(EnvironmentJson.FILE), folder.resolve(EnvironmentJson.ofRun(1)));

    assertThatThrownBy(() -> ReportData.read(folder))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(folder + ": found a merged report, expected one of the reports");
  }

  @Test
  void noFolderIsNoReport() {
    assertThatThrownBy(() -> ReportData.read(folder.resolve("none")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("none: found no folder, expected a report folder");
  }
}
