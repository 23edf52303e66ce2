package org.speakerbench.bench.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * A report as its folder holds it: everything that tables, pages and comparisons are made of.
 *
 * @param environment facts of machine, software and run
 * @param summary one row per work and clock
 * @param measurements every measured value
 * @param accuracy error rates that were evaluated; may be empty
 */
public record ReportData(
    Environment environment,
    List<SummaryRow> summary,
    List<MeasurementRow> measurements,
    List<AccuracyRow> accuracy) {

  public ReportData {
    summary = List.copyOf(summary);
    measurements = List.copyOf(measurements);
    accuracy = List.copyOf(accuracy);
  }

  /** A run of which no error rates are known. */
  public ReportData(
      Environment environment, List<SummaryRow> summary, List<MeasurementRow> measurements) {
    this(environment, summary, measurements, List.of());
  }

  /** The same beside error rates. */
  public ReportData withAccuracy(List<AccuracyRow> rows) {
    return new ReportData(environment, summary, measurements, rows);
  }

  /**
   * Reads a report folder, also of a run that was cut off.
   *
   * @throws SpeakerbenchException if it is no report, damaged, or of another schema version
   */
  public static ReportData read(Path folder) {
    if (!Files.isRegularFile(folder.resolve(SummaryCsv.FILE))) {
      throw new SpeakerbenchException(
          folder
              + ": found "
              + (Files.isDirectory(folder) ? "no " + SummaryCsv.FILE + " in it" : "no folder")
              + ", expected a report folder of speakerbench rtf");
    }
    if (Files.isRegularFile(folder.resolve(EnvironmentJson.ofRun(1)))) {
      throw new SpeakerbenchException(
          folder + ": found a merged report, expected one of the reports that it was made of");
    }
    ReportData data =
        new ReportData(
            EnvironmentJson.read(folder.resolve(EnvironmentJson.FILE)),
            SummaryCsv.read(folder.resolve(SummaryCsv.FILE)),
            MeasurementsCsv.read(folder.resolve(MeasurementsCsv.FILE)),
            accuracy(folder));
    if (data.summary.isEmpty()) {
      throw new SpeakerbenchException(
          folder.resolve(SummaryCsv.FILE) + ": found no rows, expected at least one");
    }
    WholeReport.require(
        folder, data.summary, data.measurements, RunSettings.cutOff(data.environment));
    return data;
  }

  private static List<AccuracyRow> accuracy(Path folder) {
    Path file = folder.resolve(AccuracyCsv.FILE);
    return Files.isRegularFile(file) ? AccuracyCsv.read(file) : List.of();
  }

  /** Name of the run. */
  public String runId() {
    return environment.fact("run", "id").text().orElse("");
  }
}
