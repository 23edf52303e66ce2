package org.speakerbench.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.format.AccuracyCsv;
import org.speakerbench.bench.format.EnvironmentJson;
import org.speakerbench.bench.format.MeasurementsCsv;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.engine.internal.AtomicFile;

/** Everything that is said of a run, as files and as text for the console. */
public final class Report {
  static final String MARKDOWN = "report.md";

  private final ReportData data;
  private final RtfTable table;

  public Report(ReportData data) {
    this(data, Published.load());
  }

  Report(ReportData data, Published published) {
    this.data = data;
    table = new RtfTable(data.summary(), published);
  }

  /** Whether every fork succeeded. */
  public boolean complete() {
    return RunSettings.failedForks(data.environment()).isEmpty();
  }

  /**
   * Writes the files that others are made of, for a run that goes on. The summary comes last: where
   * it is, the others are.
   */
  public void writeData(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(EnvironmentJson.FILE),
        EnvironmentJson.text(data.runId(), data.environment()));
    AtomicFile.write(
        folder.resolve(MeasurementsCsv.FILE), MeasurementsCsv.text(data.measurements()));
    if (!data.accuracy().isEmpty()) {
      AtomicFile.write(folder.resolve(AccuracyCsv.FILE), AccuracyCsv.text(data.accuracy()));
    }
    AtomicFile.write(folder.resolve(SummaryCsv.FILE), SummaryCsv.text(data.summary()));
  }

  /** Writes all files but JMH's own into a folder. */
  public void write(Path folder) throws IOException {
    writeData(folder);
    writeRendered(folder);
  }

  /** Writes the files that people read. */
  public void writeRendered(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(MARKDOWN), markdown());
    Optional<ComparisonReport> compared = compared();
    if (compared.isPresent()) {
      compared.get().write(folder);
    }
    ReportPage.write(
        List.of(data),
        comparison().map(Comparison::rows).orElse(List.of()),
        compared.map(ComparisonReport::opening).orElse(Opening.NONE),
        folder.resolve(ReportPage.FILE));
  }

  /** The two versions of a run that interleaved them; empty for one version. */
  Optional<Comparison> comparison() {
    return Comparison.within(
        data, RunSettings.noiseBand(data.environment()).orElse(Comparison.DEFAULT_BAND));
  }

  /** The same, with the gate that the run was asked for. */
  public Optional<ComparisonReport> compared() {
    OptionalDouble gate = RunSettings.gate(data.environment());
    return comparison()
        .map(
            comparison ->
                new ComparisonReport(
                    comparison, gate.isPresent() ? new Gate(gate.getAsDouble()) : null));
  }

  /** The answer, the table, and what has to be known with them. */
  public String console() {
    StringBuilder text = new StringBuilder();
    Answer.of(data).lines().forEach(line -> text.append(Wrap.lines(line)));
    text.append('\n');
    if (!table.lines().isEmpty()) {
      text.append(table.models().text()).append('\n');
    }
    new WaysTable(data).table().ifPresent(ways -> text.append(ways.text()).append('\n'));
    if (!data.accuracy().isEmpty()) {
      text.append(new AccuracyTables(data).console()).append('\n');
    }
    Caption.lines(data).forEach(line -> text.append(Wrap.lines(line)));
    FindingsText.of(data.summary()).forEach(line -> text.append(Wrap.lines(line)));
    return text.toString();
  }

  public String markdown() {
    return new ReportMarkdown(data).text(table);
  }
}
