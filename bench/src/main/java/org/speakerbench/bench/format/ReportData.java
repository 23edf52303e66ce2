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
 */
public record ReportData(
    Environment environment, List<SummaryRow> summary, List<MeasurementRow> measurements) {

  public ReportData {
    summary = List.copyOf(summary);
    measurements = List.copyOf(measurements);
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
            MeasurementsCsv.read(folder.resolve(MeasurementsCsv.FILE)));
    if (data.summary.isEmpty()) {
      throw new SpeakerbenchException(
          folder.resolve(SummaryCsv.FILE) + ": found no rows, expected at least one");
    }
    WholeReport.require(
        folder, data.summary, data.measurements, RunSettings.cutOff(data.environment));
    return data;
  }

  /** Name of the run. */
  public String runId() {
    return environment.fact("run", "id").text().orElse("");
  }
}
