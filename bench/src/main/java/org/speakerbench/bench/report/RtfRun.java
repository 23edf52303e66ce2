package org.speakerbench.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.BaseJar;
import org.speakerbench.bench.measure.BaseRunner;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.CellRunner;
import org.speakerbench.bench.measure.ForkRunner;
import org.speakerbench.bench.measure.JmhLog;
import org.speakerbench.bench.measure.Measurement;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.ProgramRunner;
import org.speakerbench.bench.measure.Progress;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.RunPlan;
import org.speakerbench.bench.measure.Terminal;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;

/** The main job from checked settings to a report folder. */
public final class RtfRun {
  private static final Path DEFAULT_PARENT = Path.of("reports", "local");

  private final RtfSettings settings;
  private final BaseJar base;
  private final String command;
  private final String label;
  private final Path out;

  /** What a run leaves behind. */
  public record Outcome(Report report, Path folder) {}

  /**
   * Checks where the report goes and what it is called.
   *
   * @param base the other version; null if the settings name none
   * @param command the command line that measures the same on another machine
   * @param label name of the machine; null for one made from its CPU model
   * @param out folder of the report; null for one below {@code reports/local}
   * @throws SpeakerbenchException if a report cannot be written there
   */
  public RtfRun(RtfSettings settings, BaseJar base, String command, String label, Path out) {
    if (label != null && !label.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new SpeakerbenchException(
          "--label: found " + label + ", expected letters, digits and . _ - only");
    }
    this.settings = settings;
    this.base = base;
    this.command = command;
    this.label = label;
    this.out = out;
    ReportFolder.requireFree(out == null ? ReportFolder.unused(DEFAULT_PARENT, "report") : out);
  }

  /**
   * Checks the inputs, measures, and writes the report. Tables are written after each fork: a run
   * that is cut off leaves a report of what it measured.
   *
   * @param messages standard error
   * @param verbose whether JMH's own text goes to standard error too
   * @throws SpeakerbenchException if an input cannot be used; nothing is left behind then
   * @throws IOException if the clip cannot be read or the report not written
   */
  public Outcome execute(PrintWriter messages, boolean verbose) throws IOException {
    Preflight inputs = Preflight.check(settings, messages);
    Environment environment = Environment.collect(SessionSettings.DEFAULT, inputs.models());
    if (base != null) {
      base.requireAll(settings.grid().stages());
      environment.put(BaseJar.GROUP, base.facts());
    }
    Instant start = Instant.now();
    String profile = settings.profile().name().toLowerCase(Locale.ROOT);
    RunFacts run =
        RunFacts.of(label == null ? environment.label() : label, start, profile, environment);
    ReportFolder folder =
        ReportFolder.create(out == null ? defaultFolder(run, start, profile) : out);
    Thread interrupted = new Thread(() -> tellWhereResultsAre(folder, messages));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      List<CellResult> cells = measure(inputs, environment, run, folder, messages, verbose);
      environment.runEnded();
      Report report = new Report(data(inputs, environment, run, cells, true));
      report.write(folder.working());
      return new Outcome(report, folder.complete());
    } catch (IOException | RuntimeException e) {
      if (!folder.holdsResults()) {
        folder.discard();
      }
      tellWhereResultsAre(folder, messages);
      throw e;
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private static void tellWhereResultsAre(ReportFolder folder, PrintWriter messages) {
    if (folder.holdsResults()) {
      messages.println();
      messages.println("what was measured so far is in " + folder.working());
      messages.flush();
    }
  }

  private List<CellResult> measure(
      Preflight inputs,
      Environment environment,
      RunFacts run,
      ReportFolder folder,
      PrintWriter messages,
      boolean verbose)
      throws IOException {
    RunPlan plan = RunPlan.of(settings);
    Progress progress =
        new Progress(messages, Terminal.attached() && !verbose, plan, settings.profile());
    try (JmhLog log = JmhLog.open(folder.working(), verbose)) {
      return new Measurement(plan, runner(inputs.clip().name(), folder.working(), log.format()))
          .run(
              progress,
              soFar -> {
                ReportData data = data(inputs, environment, run, soFar, false);
                if (!data.summary().isEmpty()) {
                  new Report(data).writeData(folder.working());
                }
              });
    }
  }

  private CellRunner runner(String clipName, Path folder, OutputFormat jmhText) {
    Map<String, CellRunner> runners = new HashMap<>();
    runners.put(Work.SPEAKERBENCH, new ForkRunner(settings, clipName, folder, jmhText));
    if (base != null) {
      runners.put(Work.BASE, new BaseRunner(base, settings, clipName, folder, jmhText));
    }
    return new ProgramRunner(runners);
  }

  private ReportData data(
      Preflight inputs,
      Environment environment,
      RunFacts run,
      List<CellResult> cells,
      boolean complete) {
    environment.put(
        RunSettings.GROUP,
        RunSettings.facts(settings, run.runId(), command, inputs, cells, complete));
    return new ReportData(
        environment,
        new SummaryRows(run, settings.profile(), inputs.models(), inputs.macs(), Published.load())
            .of(cells),
        MeasurementRows.of(run.runId(), cells));
  }

  private static Path defaultFolder(RunFacts run, Instant start, String profile) {
    String name = run.label() + "-" + LocalDate.ofInstant(start, ZoneOffset.UTC) + "-" + profile;
    return ReportFolder.unused(DEFAULT_PARENT, name);
  }
}
