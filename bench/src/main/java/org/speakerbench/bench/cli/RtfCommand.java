package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.environment.Telemetry;
import org.speakerbench.bench.external.ExternalProgram;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.measure.BaseJar;
import org.speakerbench.bench.measure.Grid;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.report.ComparisonReport;
import org.speakerbench.bench.report.Report;
import org.speakerbench.bench.run.Peers;
import org.speakerbench.bench.run.RtfRun;
import org.speakerbench.engine.SpeakerbenchException;
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
      description = ModelWords.MODELS + " (default: the five published architectures of the zoo).")
  private String models;

  @Option(
      names = "--wav",
      paramLabel = "FILE|ID",
      defaultValue = BenchClip.DEFAULT,
      description =
          "Audio to measure on: a mono WAV of the front end's rate, or a clip of a golden pack"
              + " (default: ${DEFAULT-VALUE}).")
  private String wav;

  @Option(
      names = "--golden",
      paramLabel = "DIR",
      description =
          "Golden pack of your own, to hold answers of your models against before they are timed:"
              + " a clip of it, at its own length, is VERIFIED (default: zoo models, and a"
              + " fetched one that an embedded pack is of, are held against the embedded packs).")
  private Path golden;

  @Mixin private ConfigOption config;
  @Mixin private GridOptions grid;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description =
          "smoke (does everything run?), quick (a first look: 2 to 4 minutes), standard (results:"
              + " about 40 minutes), publish (publications: an hour and a half), soak (does memory"
              + " grow? ten minutes a model) (default: ${DEFAULT-VALUE}).")
  private Profile profile;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Fresh JVMs of each combination (default: those of the profile).")
  private Integer forks;

  @Option(
      names = "--against",
      paramLabel = "JAR|DIR",
      description =
          "Measure another version too, fork by fork in turn, and compare: a speakerbench.jar, or a"
              + " checkout in which it was built.")
  private Path against;

  @Option(
      names = "--external",
      paramLabel = "NAME=COMMAND",
      description =
          "Measure an outside extractor over the same clip, in turn, and hold its embeddings against"
              + " the same reference: NAME='program {config} {model} {scp} {embedding_scp} {out}';"
              + " may be repeated.")
  private List<String> external = List.of();

  @Option(
      names = "--gate",
      paramLabel = "PERCENT",
      description =
          "With --against: exit with 1 if e2e or extract is slower by more by wall clock, with 0 if"
              + " the 99%% interval of each excludes it, and with 2 if that cannot be decided; such"
              + " as 5%%. Takes five forks and more.")
  private String gate;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "New folder for the report (default: reports/local/<label>-<date>-<profile>).")
  private Path out;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description =
          "Name of the machine in the report (default: from the CPU model and its instruction sets).")
  private String label;

  @Mixin private FormOption forms;
  @Mixin private TuneOption tune;
  @Mixin private ProviderOptions providers;
  @Mixin private ZooOption zooOption;
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Telemetry.switchOff();
    Gate decided = gate();
    Peers peers =
        new Peers(
            against == null ? null : BaseJar.resolve(against),
            decided,
            ExternalProgram.parseAll(external));
    String command = Repeatable.command(spec.commandLine().getParseResult());
    RtfSettings settings = settings(decided, peers);
    ZooNote.ofFiles(settings.models(), spec.commandLine().getErr());
    RtfRun run = new RtfRun(settings, peers, command, label, out);
    RtfRun.Outcome outcome = run.execute(spec.commandLine().getErr(), root.isVerbose());
    PrintWriter console = spec.commandLine().getOut();
    Report report = outcome.report();
    Optional<ComparisonReport> compared = report.compared();
    compared.ifPresent(comparison -> console.print(comparison.console() + "\n"));
    console.print(report.console());
    console.println("Report: " + outcome.folder());
    console.flush();
    if (!report.complete()) {
      return RootCommand.FAILED;
    }
    return decided == null
        ? RootCommand.OK
        : compared
            .flatMap(ComparisonReport::decision)
            .map(CompareCommand::exitCode)
            .orElse(RootCommand.USAGE);
  }

  private Gate gate() {
    if (gate == null) {
      return null;
    }
    if (against == null) {
      throw new SpeakerbenchException("--gate " + gate + ": found no --against, expected both");
    }
    if (forks() < Gate.LEAST_FORKS) {
      throw new SpeakerbenchException(
          "--gate "
              + gate
              + ": found "
              + forks()
              + " forks, expected at least "
              + Gate.LEAST_FORKS
              + ": --profile standard, or --forks");
    }
    return Gate.parse(gate, false);
  }

  private int forks() {
    return forks == null ? profile.forks() : forks;
  }

  private RtfSettings settings(Gate decided, Peers peers) {
    List<ModelRef> refs =
        tune.with(
            providers.with(
                forms.with(ModelRef.parseList(models())),
                zooOption.zoo(),
                spec.commandLine().getErr()),
            zooOption.zoo(),
            spec.commandLine().getErr());
    Grid asked = grid.grid(profile, refs.stream().anyMatch(ref -> ref.provider().isPlugin()));
    return new RtfSettings(
        refs,
        wav,
        OwnFiles.of(config.file(), golden, RtfSettings.timed(refs, asked, peers.programs())),
        asked,
        peers.programs(),
        profile,
        forks(),
        decided == null ? Comparison.DEFAULT_BAND : decided.band(),
        zooOption.zoo());
  }

  /** What is asked for, or the models of the published table. */
  String models() {
    return models == null ? String.join(",", Published.load().keys()) : models;
  }
}
