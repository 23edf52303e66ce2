package org.speakerbench.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.environment.Environment;
import org.speakerbench.engine.AtomicFile;

/** Everything that is said of a run, as files and as text for the console. */
public final class Report {
  private final RtfSettings settings;
  private final Preflight inputs;
  private final Environment environment;
  private final RunFacts run;
  private final List<CellResult> cells;
  private final List<SummaryRow> rows;
  private final RtfTable table;

  public Report(
      RtfSettings settings,
      Preflight inputs,
      Environment environment,
      RunFacts run,
      List<CellResult> cells) {
    this(settings, inputs, environment, run, cells, Published.load());
  }

  Report(
      RtfSettings settings,
      Preflight inputs,
      Environment environment,
      RunFacts run,
      List<CellResult> cells,
      Published published) {
    this.settings = settings;
    this.inputs = inputs;
    this.environment = environment;
    this.run = run;
    this.cells = List.copyOf(cells);
    rows = new SummaryRows(run, settings, inputs.models(), published).of(cells);
    table = new RtfTable(rows, published);
  }

  /** Whether every fork succeeded. */
  public boolean complete() {
    return cells.stream().allMatch(cell -> cell.failures().isEmpty());
  }

  /** Writes all files but JMH's own into a folder. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve("measurements.csv"),
        MeasurementsCsv.text(run.runId(), settings.audioMs(), settings.intraOpThreads(), cells));
    AtomicFile.write(folder.resolve("summary.csv"), SummaryCsv.text(rows));
    AtomicFile.write(
        folder.resolve("environment.json"), EnvironmentJson.text(run.runId(), environment));
    AtomicFile.write(folder.resolve("report.md"), markdown());
  }

  /** The table and what has to be known with it. */
  public String console() {
    StringBuilder text = new StringBuilder(table.of(inputs.models()).text()).append('\n');
    caption().forEach(line -> text.append(Wrap.lines(line)));
    return text.toString();
  }

  String markdown() {
    return new ReportMarkdown(settings, environment, run, cells, caption())
        .text(table.of(inputs.models()), table.stages());
  }

  private List<String> caption() {
    return Caption.lines(settings, inputs, environment, rows);
  }
}
