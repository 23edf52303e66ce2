package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.jmh.BenchClip;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.Programs;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.report.RtfRun;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures real-time factors and writes a report folder. */
@Command(
    name = "rtf",
    description = {
      "Measure the real-time factor of models with JMH, beside the published figures.",
      "Writes a report folder; checks every answer against the golden pack before timing it."
    })
final class RtfCommand implements Callable<Integer> {
  @Option(
      names = "--models",
      paramLabel = "KEY|PATH|NAME=PATH,...",
      description = "Zoo models or ONNX files (default: the five published models).")
  private String models;

  @Option(
      names = "--wav",
      paramLabel = "FILE|ID",
      defaultValue = BenchClip.DEFAULT,
      description =
          "Audio to measure on: a mono WAV of 16 kHz, or a clip of the golden pack"
              + " (default: ${DEFAULT-VALUE}).")
  private String wav;

  @Mixin private GridOptions grid;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description =
          "smoke (does everything run?), quick (about 2 minutes), standard (about 25 minutes),"
              + " publish (about an hour) (default: ${DEFAULT-VALUE}).")
  private Profile profile;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Fresh JVMs of each combination (default: those of the profile).")
  private Integer forks;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "New folder for the report (default: reports/local/<label>-<date>-<profile>).")
  private Path out;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "Name of the machine in the report (default: from the CPU model).")
  private String label;

  @Mixin private ZooOption zooOption;
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String command = Repeatable.command(spec.commandLine().getParseResult());
    RtfRun run = new RtfRun(settings(), command, label, out);
    RtfRun.Outcome outcome = run.execute(spec.commandLine().getErr(), root.verbose || root.debug);
    PrintWriter console = spec.commandLine().getOut();
    console.print(outcome.report().console());
    console.println("Report: " + outcome.folder());
    console.flush();
    return outcome.report().complete() ? RootCommand.OK : RootCommand.FAILED;
  }

  private RtfSettings settings() {
    return new RtfSettings(
        ModelRef.parseList(models()),
        wav,
        grid.grid(profile),
        Programs.ALONE,
        profile,
        forks == null ? profile.forks() : forks,
        zooOption.zoo());
  }

  /** What is asked for, or the models of the published table. */
  String models() {
    return models == null ? String.join(",", Published.load().keys()) : models;
  }
}
