package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ProviderFacts;
import org.speakerbench.bench.format.AccuracyCsv;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.ReportFolder;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.report.AccuracyReport;
import org.speakerbench.bench.report.Report;
import org.speakerbench.bench.run.RtfRun;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;

/** Where error rates go: a folder of their own, one with the speed beside them, or a report. */
final class EvaluateOutput {
  private static final String NAME = "evaluate";

  private final Path report;
  private final Path out;
  private final Environment environment;
  private final RunFacts run;

  private EvaluateOutput(Path report, Path out, String command) {
    this.report = report;
    this.out = out;
    environment = Environment.collect(SessionSettings.DEFAULT);
    run = RunFacts.of(environment.label(), Instant.now(), NAME, environment);
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("id", Fact.of(run.runId(), "label and start"));
    facts.put(RunSettings.COMMAND, Fact.of(command, "command line"));
    environment.put(RunSettings.GROUP, facts);
  }

  /**
   * Checks the places before the long work.
   *
   * @param report folder of rtf; null for none
   * @param profile to measure with; null for none
   * @param out null to add to the report
   */
  static EvaluateOutput check(Path report, Profile profile, Path out, String command) {
    if (report != null && profile != null) {
      throw new SpeakerbenchException(
          "--profile: found --report " + report + " too, expected one of them");
    }
    boolean inPlace = report != null && (out == null || same(report, out));
    if (report != null) {
      ReportData.read(report);
    }
    if (inPlace) {
      if (Files.exists(report.resolve(AccuracyCsv.FILE))) {
        throw new SpeakerbenchException(
            report
                + ": found "
                + AccuracyCsv.FILE
                + " in it, expected a report without, or --out: reports are not overwritten");
      }
    } else if (out == null) {
      throw new SpeakerbenchException("--out: found none, expected a new folder for the report");
    } else {
      ReportFolder.requireFree(out);
    }
    return new EvaluateOutput(report, inPlace ? null : out, command);
  }

  /** Measures speed into a new folder. */
  interface Timing {
    RtfRun.Outcome measure(Path out, PrintWriter err) throws IOException;
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  /** Says which plugins compute. */
  void computedBy(List<ModelRef> models) {
    ProviderFacts.put(models, environment);
  }

  RunFacts run() {
    return run;
  }

  /** Writes the report and prints tables. */
  void write(List<AccuracyRow> rows, PrintWriter console) throws IOException {
    Path folder;
    if (report == null) {
      AccuracyReport alone = new AccuracyReport(environment, rows);
      folder = alone(alone);
      console.print(alone.console());
    } else {
      ReportData data = ReportData.read(report).withAccuracy(rows);
      folder = out == null ? report : copy(data);
      console.print((out == null ? add(data, folder) : new Report(data)).console());
    }
    console.println("Report: " + folder);
    console.flush();
  }

  /**
   * Measures speed, and writes error rates beside it; alone, if it cannot be measured.
   *
   * @return whether all was measured
   */
  boolean write(List<AccuracyRow> rows, Timing timing, PrintWriter console, PrintWriter err)
      throws IOException {
    AccuracyReport alone = new AccuracyReport(environment, rows);
    console.println(alone.console());
    console.flush();
    RtfRun.Outcome timed;
    try {
      timed = timing.measure(out, err);
    } catch (IOException | RuntimeException e) {
      Path folder = alone(alone);
      err.println(
          "error: RTF and memory could not be measured, the report has error rates alone: "
              + (e instanceof SpeakerbenchException known ? OptionNames.message(known) : e));
      console.println("Report: " + folder);
      console.flush();
      return false;
    }
    Path folder = timed.folder();
    console.print(add(ReportData.read(folder).withAccuracy(rows), folder).console());
    console.println("Report: " + folder);
    console.flush();
    return timed.report().complete();
  }

  private Path alone(AccuracyReport alone) throws IOException {
    ReportFolder made = ReportFolder.create(out);
    alone.write(made.working());
    return made.complete();
  }

  /** Adds error rates to a report that is there. */
  private static Report add(ReportData data, Path folder) throws IOException {
    AtomicFile.write(folder.resolve(AccuracyCsv.FILE), AccuracyCsv.text(data.accuracy()));
    Report whole = new Report(data);
    whole.writeRendered(folder);
    return whole;
  }

  private Path copy(ReportData data) throws IOException {
    ReportFolder made = ReportFolder.create(out);
    new Report(data).write(made.working());
    return made.complete();
  }
}
