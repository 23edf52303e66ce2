package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Telemetry;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.matrix.MatrixRun;
import org.speakerbench.bench.matrix.MatrixSettings;
import org.speakerbench.bench.matrix.MatrixText;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which runtimes compute which models right. */
@Command(
    name = "matrix",
    description = {
      "Runs models under releases of ONNX Runtime, providers and precisions, and says which are"
          + " right.",
      "Each combination has a JVM of its own and runs the model's file as it is, over lengths,"
          + " batches, threads and sessions. Writes runtime-matrix.csv and a page. Releases come"
          + " from Maven, or by --jar."
    })
final class MatrixCommand implements Callable<Integer> {
  @Option(
      names = "--versions",
      paramLabel = "all|VERSION|JAR,...",
      split = ",",
      defaultValue = "all",
      description =
          "Releases of ONNX Runtime for Java: all (the newest patch of each minor release since"
              + " 1.16 that Maven serves), versions, or files onnxruntime-VERSION.jar (default:"
              + " ${DEFAULT-VALUE}).")
  private List<String> versions;

  @Option(
      names = "--jar",
      paramLabel = "VERSION=PATH",
      description = "Jar of a release, in place of what Maven has; may be repeated.")
  private Map<String, Path> jars = new LinkedHashMap<>();

  @Option(
      names = "--providers",
      paramLabel = "cpu|NAME=LIBRARY,...",
      split = ",",
      defaultValue = "cpu",
      description =
          "cpu, and plugins by the path of their shared library (default: ${DEFAULT-VALUE}).")
  private List<String> providers;

  @Option(
      names = "--precisions",
      paramLabel = "f32|f16|bf16,...",
      split = ",",
      defaultValue = "f32",
      description =
          "What plugins compute float32 models in; f32 always (default: ${DEFAULT-VALUE}).")
  private List<String> precisions;

  @Option(
      names = "--models",
      paramLabel = "KEY|PATH|NAME=PATH,...",
      description =
          ModelWords.MODELS
              + ". Of those in float32 the portable and the tuned graph run too (default: the five"
              + " published architectures of the zoo).")
  private String models;

  @Option(
      names = "--rtf",
      description =
          "Time each safe combination too, in turn with the official graph on this program's own"
              + " CPU provider: the model alone, one thread, clips of 2, 3 and 4 s.")
  private boolean rtf;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for runtime-matrix.csv and matrix.html.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Keep the rows that the folder has, and find those that are missing.")
  private boolean resume;

  @Option(
      names = "--maven",
      paramLabel = "COMMAND",
      defaultValue = "mvn",
      description = "Starts Maven (default: ${DEFAULT-VALUE}).")
  private String maven;

  @Mixin private ZooOption zooOption;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Telemetry.switchOff();
    List<ModelRef> asked =
        ModelRef.parseList(models == null ? String.join(",", Published.load().keys()) : models);
    if (asked.stream().anyMatch(ModelRef::isTuned)) {
      throw new SpeakerbenchException(
          "--models: found (tuned), expected names without: tuned graphs run beside the others");
    }
    MatrixSettings settings =
        new MatrixSettings(
            versions,
            jars,
            providers.stream().map(Provider::parse).toList(),
            precisions.stream().map(ComputePrecision::parse).toList(),
            asked,
            zooOption.zoo(),
            rtf,
            maven);
    PrintWriter console = spec.commandLine().getOut();
    List<RuntimeRow> rows =
        MatrixRun.execute(settings, out, resume, machine(), spec.commandLine().getErr());
    console.print(MatrixText.of(rows));
    console.println("Matrix: " + out);
    console.flush();
    return RootCommand.OK;
  }

  private static String machine() {
    RunFacts run = RunFacts.of("", Instant.now(), "", Environment.collect(SessionSettings.DEFAULT));
    return run.cpuModel() + ", " + run.timestampUtc();
  }
}
