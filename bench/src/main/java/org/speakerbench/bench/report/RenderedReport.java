package org.speakerbench.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.AccuracyCsv;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.EnvironmentJson;
import org.speakerbench.bench.format.MeasurementsCsv;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.ReportFolder;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;

/** Report folders that were read back: written anew in place, or merged into one. */
public final class RenderedReport {
  private final Map<Path, ReportData> folders;

  /** Folders that hold error rates alone. */
  private final Map<Path, AccuracyReport> evaluated;

  private RenderedReport(Map<Path, ReportData> folders, Map<Path, AccuracyReport> evaluated) {
    this.folders = folders;
    this.evaluated = evaluated;
  }

  /**
   * Reads the folders.
   *
   * @throws SpeakerbenchException if one is no report, or if two hold the same run
   */
  public static RenderedReport read(List<Path> folders) {
    Map<Path, ReportData> read = new LinkedHashMap<>();
    Map<Path, AccuracyReport> evaluated = new LinkedHashMap<>();
    Map<String, Path> runs = new HashMap<>();
    for (Path folder : folders) {
      if (AccuracyReport.isIn(folder)) {
        evaluated.put(folder, AccuracyReport.read(folder));
        continue;
      }
      ReportData data = ReportData.read(folder);
      for (String run : data.summary().stream().map(r -> r.run().runId()).distinct().toList()) {
        Path other = runs.put(run, folder);
        if (other != null) {
          throw new SpeakerbenchException(
              folder
                  + ": found run "
                  + run
                  + ", which "
                  + other
                  + " holds too, expected each once");
        }
      }
      read.put(folder, data);
    }
    return new RenderedReport(read, evaluated);
  }

  /** Writes report.md and report.html of each folder anew; its data stay as they are. */
  public void writeInPlace() throws IOException {
    for (Map.Entry<Path, ReportData> folder : folders.entrySet()) {
      new Report(folder.getValue()).writeRendered(folder.getKey());
    }
    for (Map.Entry<Path, AccuracyReport> folder : evaluated.entrySet()) {
      folder.getValue().writeRendered(folder.getKey());
    }
  }

  /**
   * Writes all runs into a new folder: rows and measured values joined, one page, and the
   * environment of each run in a file of its own, numbered in their order. Error rates alone are
   * joined with the one run of rtf that they are given with.
   *
   * @return the folder
   * @throws SpeakerbenchException if it is not free, or cannot be made
   */
  public Path merge(Path out) throws IOException {
    List<ReportData> reports = joined();
    ReportFolder folder = ReportFolder.create(out);
    if (reports.size() == 1) {
      new Report(reports.get(0)).write(folder.working());
    } else {
      writeMerged(reports, folder.working());
    }
    return folder.complete();
  }

  private List<ReportData> joined() {
    List<ReportData> reports = List.copyOf(folders.values());
    if (evaluated.isEmpty()) {
      return reports;
    }
    if (reports.size() != 1) {
      throw new SpeakerbenchException(
          evaluated.keySet().iterator().next()
              + ": found error rates alone beside "
              + reports.size()
              + " runs of rtf, expected one to join them with");
    }
    List<AccuracyRow> rows = new ArrayList<>(reports.get(0).accuracy());
    evaluated.values().forEach(report -> rows.addAll(report.rows()));
    return List.of(reports.get(0).withAccuracy(rows));
  }

  private static void writeMerged(List<ReportData> reports, Path working) throws IOException {
    AtomicFile.write(
        working.resolve(SummaryCsv.FILE),
        SummaryCsv.text(reports.stream().flatMap(report -> report.summary().stream()).toList()));
    AtomicFile.write(
        working.resolve(MeasurementsCsv.FILE),
        MeasurementsCsv.text(
            reports.stream().flatMap(report -> report.measurements().stream()).toList()));
    List<AccuracyRow> accuracy =
        reports.stream().flatMap(report -> report.accuracy().stream()).toList();
    if (!accuracy.isEmpty()) {
      AtomicFile.write(working.resolve(AccuracyCsv.FILE), AccuracyCsv.text(accuracy));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      ReportData report = reports.get(i);
      AtomicFile.write(
          working.resolve(EnvironmentJson.ofRun(i + 1)),
          EnvironmentJson.text(report.runId(), report.environment()));
      texts.add(new Report(report).markdown());
    }
    AtomicFile.write(working.resolve(Report.MARKDOWN), String.join("\n", texts));
    ReportPage.write(
        reports,
        reports.stream()
            .flatMap(report -> new Report(report).comparison().stream())
            .flatMap(comparison -> comparison.rows().stream())
            .toList(),
        Opening.joined(
            reports.stream()
                .flatMap(report -> new Report(report).compared().stream())
                .map(ComparisonReport::opening)
                .toList()),
        working.resolve(ReportPage.FILE));
  }
}
