package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.speakerbench.bench.environment.LocalPaths;
import org.speakerbench.bench.format.ProfileCsv;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.profile.ProfileReport;
import org.speakerbench.bench.profile.ProfileRun;
import org.speakerbench.bench.profile.ProfileSettings;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where the time goes inside a model. */
@Command(
    name = "profile",
    description = {
      "Tells where the time goes inside a model, by ONNX Runtime's profiler.",
      "Time, multiply-accumulates and GFLOP/s by operator, by layer group and of the costliest"
          + " nodes, beside the ceilings of this machine; what is bound by memory is told apart."
          + " The answer is checked before it is timed."
    })
final class ProfileCommand implements Callable<Integer> {
  private static final int DEFAULT_AUDIO_MS = 3000;

  @Parameters(index = "0", paramLabel = "MODEL", description = ModelWords.MODEL + ".")
  private String model;

  @Option(
      names = "--wav",
      paramLabel = "FILE|ID",
      defaultValue = BenchClip.DEFAULT,
      description =
          "Audio to run on: a mono WAV of the front end's rate, or a clip of a golden pack"
              + " (default: ${DEFAULT-VALUE}).")
  private String wav;

  @Option(
      names = "--audio-ms",
      paramLabel = "N",
      description =
          "Length of the audio: a longer clip is cut, a shorter one repeated (default: "
              + DEFAULT_AUDIO_MS
              + ").")
  private Integer audioMs;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Length of the audio in frames of the model's front end, instead.")
  private Integer frames;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads of ONNX Runtime inside one operator (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Runs with the profiler, and as many without it in turn (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--tune",
      description = "The tuned graph (see models tune) instead of the official one.")
  private boolean tune;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for profile.csv, profile.html and environment.json, made if missing (default:"
              + " none is written).")
  private Path out;

  @Mixin private ProviderOption provider;
  @Mixin private ZooOption zoo;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ModelRef ref = provider.on(ModelRef.parse(model));
    ProfileSettings settings =
        new ProfileSettings(tune ? ref.tuned() : ref, wav, length(ref), threads, runs, zoo.zoo());
    if (out != null) {
      OutputFile.check(out.resolve(ProfileCsv.FILE));
    }
    String command =
        Repeatable.command(spec.commandLine().getParseResult()) + " " + LocalPaths.shortened(model);
    ProfileReport report = new ProfileRun(settings, command).execute();
    PrintWriter console = spec.commandLine().getOut();
    console.print(report.console());
    if (out != null) {
      report.write(out);
      console.println("Report: " + out);
    }
    console.flush();
    return RootCommand.OK;
  }

  /** In milliseconds. */
  private int length(ModelRef ref) {
    if (frames == null) {
      return audioMs == null ? DEFAULT_AUDIO_MS : audioMs;
    }
    if (audioMs != null) {
      throw new SpeakerbenchException(
          "--frames " + frames + ": found --audio-ms " + audioMs + " too, expected one of them");
    }
    return ProfileSettings.audioMs(frames, ref.spec().frontEnd().fbank().frame());
  }
}
