package org.speakerbench.bench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.ModelDigest;
import org.speakerbench.bench.environment.ProviderFacts;
import org.speakerbench.bench.external.ExternalProgram;
import org.speakerbench.bench.external.ExternalRunner;
import org.speakerbench.bench.external.ProgramConfig;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.ReportFolder;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.BaseJar;
import org.speakerbench.bench.measure.BaseRunner;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.CellRunner;
import org.speakerbench.bench.measure.ForkRunner;
import org.speakerbench.bench.measure.JmhLock;
import org.speakerbench.bench.measure.JmhLog;
import org.speakerbench.bench.measure.Measurement;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.ProgramRunner;
import org.speakerbench.bench.measure.Progress;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.RunPlan;
import org.speakerbench.bench.measure.Terminal;
import org.speakerbench.bench.report.Report;
import org.speakerbench.bench.summary.MeasurementRows;
import org.speakerbench.bench.summary.SummaryRows;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;

/** The main job from checked settings to a report folder. */
public final class RtfRun {
  private static final Path DEFAULT_PARENT = Path.of("reports", "local");

  private final RtfSettings settings;
  private final Peers peers;
  private final ProgramConfig configs;
  private final String command;
  private final String label;
  private final Path out;

  /** What a run leaves behind. */
  public record Outcome(Report report, Path folder) {}

  /**
   * Checks where the report goes and what it is called.
   *
   * @param peers the programs that the settings name
   * @param command the command line that measures the same on another machine
   * @param label name of the machine; null for one made from its CPU model
   * @param out folder of the report; null for one below {@code reports/local}
   * @throws SpeakerbenchException if a report cannot be written there
   */
  public RtfRun(RtfSettings settings, Peers peers, String command, String label, Path out) {
    if (label != null && !label.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new SpeakerbenchException(
          "--label: found " + label + ", expected letters, digits and . _ - only");
    }
    this.settings = settings;
    this.peers = peers;
    configs = new ProgramConfig(peers.outside(), settings.own(), settings.models());
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
    Environment environment = Environment.collect(SessionSettings.DEFAULT);
    environment.put(ModelDigest.GROUP, inputs.digests());
    ProviderFacts.put(settings.models(), environment);
    if (peers.base() != null) {
      peers.base().requireAll(settings.grid().stages(), settings.own(), settings.timed());
      environment.put(BaseJar.GROUP, peers.base().facts());
    }
    if (peers.outside().isEmpty()) {
      return execute(inputs, environment, null, messages, verbose);
    }
    environment.put(ExternalProgram.GROUP, ExternalProgram.facts(peers.outside()));
    try (ExternalRunner outside = new ExternalRunner(peers.outside(), settings)) {
      RunPlan.of(settings).cells().stream().filter(this::isOutside).forEach(outside::check);
      return execute(inputs, environment, outside, messages, verbose);
    }
  }

  private boolean isOutside(Cell cell) {
    return settings.programs().outside().contains(cell.work().program());
  }

  /** Owns JMH's lock from before the first fork to after the last. */
  private Outcome execute(
      Preflight inputs,
      Environment environment,
      CellRunner outside,
      PrintWriter messages,
      boolean verbose)
      throws IOException {
    JmhLock.Held lock = JmhLock.ofThisJvm().hold();
    try {
      return measure(inputs, environment, outside, messages, verbose);
    } finally {
      lock.close();
    }
  }

  private Outcome measure(
      Preflight inputs,
      Environment environment,
      CellRunner outside,
      PrintWriter messages,
      boolean verbose)
      throws IOException {
    Instant start = Instant.now();
    String profile = settings.profile().label();
    RunFacts run =
        RunFacts.of(label == null ? environment.label() : label, start, profile, environment);
    ReportFolder folder =
        ReportFolder.create(out == null ? defaultFolder(run, start, profile) : out);
    Thread interrupted = new Thread(() -> tellWhereResultsAre(folder, messages));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (JmhLog log = JmhLog.open(folder.working(), verbose)) {
      RunPlan plan = RunPlan.of(settings);
      CellRunner runner = runner(inputs.clip().name(), folder.working(), log.format(), outside);
      Progress progress =
          new Progress(
              messages, Terminal.attached() && !verbose, plan, settings.profile(), inputs.macs());
      List<CellResult> cells =
          new Measurement(plan, runner)
              .run(
                  progress,
                  soFar -> keep(data(inputs, environment, run, soFar, false), folder.working()));
      environment.runEnded();
      requireResults(cells);
      new Report(data(inputs, environment, run, cells, true)).writeData(folder.working());
      // What people read is made of the files, so that it is the same when it is made again.
      Report report = new Report(ReportData.read(folder.working()));
      report.writeRendered(folder.working());
      return new Outcome(report, folder.complete());
    } catch (IOException | RuntimeException e) {
      if (!folder.holdsResults()) {
        folder.discard();
      }
      tellWhereResultsAre(folder, messages);
      throw e;
    } finally {
      folder.release();
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private static void requireResults(List<CellResult> cells) {
    if (cells.stream().allMatch(cell -> cell.measured().isEmpty() && cell.crashes() == 0)) {
      CellResult first = cells.get(0);
      throw new SpeakerbenchException(
          "no fork gave a figure; the first, "
              + first.cell()
              + ", failed: "
              + first.failures().get(0).reason());
    }
  }

  private static void keep(ReportData soFar, Path folder) throws IOException {
    if (!soFar.summary().isEmpty()) {
      new Report(soFar).writeData(folder);
    }
  }

  private static void tellWhereResultsAre(ReportFolder folder, PrintWriter messages) {
    if (folder.holdsResults()) {
      messages.println();
      messages.println("what was measured so far is in " + folder.working());
      messages.flush();
    }
  }

  private CellRunner runner(
      String clipName, Path folder, OutputFormat jmhText, CellRunner outside) {
    Map<String, CellRunner> runners = new HashMap<>();
    runners.put(Work.SPEAKERBENCH, new ForkRunner(settings, clipName, folder, jmhText));
    if (peers.base() != null) {
      runners.put(Work.BASE, new BaseRunner(peers.base(), settings, clipName, folder, jmhText));
    }
    settings.programs().outside().forEach(name -> runners.put(name, outside));
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
        SettingsFacts.of(settings, peers.gate(), run.runId(), command, inputs, cells, complete));
    return new ReportData(
        environment,
        new SummaryRows(
                run,
                settings.profile(),
                inputs.models(),
                inputs.macs(),
                Published.load(),
                configs::note)
            .of(cells),
        MeasurementRows.of(run.runId(), cells));
  }

  private static Path defaultFolder(RunFacts run, Instant start, String profile) {
    String name = run.label() + "-" + LocalDate.ofInstant(start, ZoneOffset.UTC) + "-" + profile;
    return ReportFolder.unused(DEFAULT_PARENT, name);
  }
}
