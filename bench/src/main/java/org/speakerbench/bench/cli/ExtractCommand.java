package org.speakerbench.bench.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.engine.extract.OutputFormat;
import org.speakerbench.engine.extract.ScpRun;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.extract.internal.CppText;
import org.speakerbench.engine.internal.DirectFile;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Embeddings of a list of clips: the C++ {@code extract_speaker_embedding}. */
@Command(
    name = "extract",
    description = {
      "Writes the embedding of each utterance of a wav.scp.",
      "Arguments, file names and text format are those of the C++ extract_speaker_embedding."
    })
final class ExtractCommand implements Callable<Integer> {
  @Mixin FrontEndOption frontEnd;

  @Parameters(index = "1", paramLabel = "MODEL", description = ModelWords.MODEL + ".")
  private String model;

  @Parameters(
      index = "2",
      paramLabel = "WAV_SCP",
      description = "Lines of an id and the path of a clip; - for standard input.")
  private Path wavScp;

  @Parameters(
      index = "3",
      paramLabel = "EMBEDDING_SCP",
      description = "Index to write: lines of an id and the path of its embedding.")
  private Path embeddingScp;

  @Parameters(
      index = "4",
      paramLabel = "OUT_DIR",
      description = "Existing folder for the embeddings.")
  private String outDir;

  @Mixin FormatOption format;
  @Mixin ScpOptions list;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Intra-op threads of ONNX Runtime (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Mixin TunedOption tune;
  @Mixin ProviderOption provider;
  @Mixin ZooOption zoo;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    SwappedArguments.refuse(frontEnd.config(), Path.of(model));
    OutputFormat output = format.format;
    OutputRun place = OutputRun.ofEmbeddings(output, embeddingScp, outDir);
    ScpRun run =
        new ScpRun(wavScp, embeddingScp, place.folder(), output.embeddingSuffix(), list.jobs());
    ModelRef ref = ModelRef.parse(model);
    PrintWriter err = spec.commandLine().getErr();
    ZooNote.ofFiles(List.of(ref), err);
    try (SpeakerEmbedder embedder =
        Embedders.open(
            () -> provider.open(ref, zoo.zoo(), tune.settings(threads), err),
            frontEnd.frontEnds())) {
      ScpProgress progress = new ScpProgress(err, embeddingScp, list.progressSeconds());
      list.apply(run, MadeBy.embeddings(ref, embedder, output), progress);
      place.before(list.resumes());
      double start = processCpuSeconds();
      ScpRun.Result result =
          run.run(
              OptionNames.in(
                  clip -> {
                    float[] embedding = embedder.embed(clip);
                    return out -> output.write(embedding, out);
                  }));
      place.after();
      printElapsed(processCpuSeconds() - start, result.audioSeconds());
      return ScpReport.print(result, embeddingScp, progress.elapsedSeconds(), err);
    }
  }

  /** Where the index goes nothing else is printed. */
  private void printElapsed(double cpuSeconds, double audioSeconds) {
    PrintWriter out =
        DirectFile.isStdout(embeddingScp)
            ? spec.commandLine().getErr()
            : spec.commandLine().getOut();
    out.println(
        "Elapsed time: "
            + CppText.general(cpuSeconds)
            + "s for wav duration "
            + CppText.general(audioSeconds));
  }

  /** CPU time of all threads: the clock of the C++ tool, {@code std::clock}. */
  private static double processCpuSeconds() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1e9;
  }
}
