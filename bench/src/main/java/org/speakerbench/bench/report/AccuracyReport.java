package org.speakerbench.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.format.AccuracyCsv;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.EnvironmentJson;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.golden.html.HtmlTemplate;
import org.speakerbench.golden.report.TextFile;

/** Error rates without a run of rtf beside them: a folder with {@code accuracy.csv} alone. */
public final class AccuracyReport {
  private final Environment environment;
  private final List<AccuracyRow> rows;
  private final AccuracyTables tables;

  /**
   * @param rows at least one
   */
  public AccuracyReport(Environment environment, List<AccuracyRow> rows) {
    this.environment = environment;
    this.rows = List.copyOf(rows);
    tables = new AccuracyTables(new ReportData(environment, List.of(), List.of(), this.rows));
  }

  /** Whether a folder holds error rates and no run of rtf. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(AccuracyCsv.FILE))
        && !Files.isRegularFile(folder.resolve(SummaryCsv.FILE));
  }

  /**
   * Reads such a folder.
   *
   * @throws SpeakerbenchException if a file of it is missing or damaged
   */
  public static AccuracyReport read(Path folder) {
    Path file = folder.resolve(AccuracyCsv.FILE);
    List<AccuracyRow> rows = AccuracyCsv.read(file);
    if (rows.isEmpty()) {
      throw new SpeakerbenchException(file + ": found no rows, expected at least one");
    }
    return new AccuracyReport(EnvironmentJson.read(folder.resolve(EnvironmentJson.FILE)), rows);
  }

  public List<AccuracyRow> rows() {
    return rows;
  }

  /** Writes all files into a folder; the rates last: where they are, the others are. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(EnvironmentJson.FILE),
        EnvironmentJson.text(rows.get(0).run().runId(), environment));
    writeRendered(folder);
    AtomicFile.write(folder.resolve(AccuracyCsv.FILE), AccuracyCsv.text(rows));
  }

  /** Writes the files that people read. */
  public void writeRendered(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(Report.MARKDOWN), markdown());
    HtmlTemplate template = new HtmlTemplate(AccuracyReport.class, "accuracy.html");
    TextFile.write(folder.resolve(ReportPage.FILE), out -> template.write(out, parts()));
  }

  private Map<String, HtmlTemplate.Part> parts() {
    RunFacts run = rows.get(0).run();
    return Map.of(
        "title",
        html -> html.text(title()),
        "style",
        html ->
            html.raw(HtmlTemplate.sharedStyle())
                .raw(HtmlTemplate.resource(AccuracyReport.class, "report.css")),
        "heading",
        html -> html.text(title()),
        "run",
        html -> html.element("p", run.runId() + ", " + run.timestampUtc(), "class", "run"),
        "accuracy",
        html -> AccuracySection.write(html, tables, ""),
        "environment",
        html -> PageTables.environment(html, run.label(), environment),
        "csv",
        html -> html.text(AccuracyCsv.text(rows)));
  }

  private String title() {
    return rows.get(0).trials().speech();
  }

  /** The tables, and what has to be known with them. */
  public String console() {
    return tables.console();
  }

  private String markdown() {
    return "# Accuracy: "
        + title()
        + "\n\nRun `"
        + rows.get(0).run().runId()
        + "`, "
        + rows.get(0).run().timestampUtc()
        + "\n\n"
        + tables.markdown()
        + "\n## Evaluate it again\n\n```sh\n"
        + RunSettings.text(environment, RunSettings.COMMAND)
        + "\n```\n";
  }
}
