package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.SplitMix64;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.Remedy;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A model in a form that all runtimes compute right. */
@Command(
    name = "portable",
    description = {
      "Writes a model so that all releases of ONNX Runtime compute it right, in one file.",
      "CAM++'s pooling over segments, which many releases compute wrongly without an error, is"
          + " written in other operators; the answer is the same. It is run beside IN before OUT is"
          + " written."
    })
final class ModelsPortable implements Callable<Integer> {
  /**
   * Largest relative L2 between two forms of one graph: float32 runtimes differ by 1e-5 among
   * themselves.
   */
  private static final double LIMIT = 1e-4;

  /** Around CAM++'s segments of 200 frames, and less. */
  private static final int[] FRAMES = {9, 50, 149, 199, 200, 201, 298, 345, 400, 700};

  /** Bins if the model takes any number. */
  private static final int BINS = 80;

  @Parameters(index = "0", paramLabel = "IN", description = ModelWords.MODEL + ".")
  private String in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The ONNX file to write.")
  private Path out;

  @Mixin ZooOption zooOption;
  @ParentCommand ModelsCommand parent;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ModelRef ref = ModelRef.parse(in);
    Path source = ref.path((zooOption.isGiven() ? zooOption : parent.zooOption).zoo());
    OutputFile.check(out);
    if (Files.exists(out) && Files.isSameFile(source, out)) {
      throw new SpeakerbenchException(
          "output file " + out + ": found the model to be read, expected another file");
    }
    OnnxModel model = OnnxModel.read(source);
    int rewritten = Tuning.apply(model, Passes.of(Target.PORTABLE)).matches();
    Path folder = Files.createTempDirectory("speakerbench-portable");
    try {
      Path portable = folder.resolve("portable.onnx");
      model.write(portable);
      Path sidecar = ModelSpec.sidecar(source);
      boolean described = Files.exists(sidecar);
      if (described) {
        Files.copy(sidecar, ModelSpec.sidecar(portable));
      }
      String check = check(ref.known(), source, portable);
      if (described) {
        AtomicFile.write(ModelSpec.sidecar(out), stream -> Files.copy(sidecar, stream));
      }
      AtomicFile.write(out, stream -> Files.copy(portable, stream));
      PrintWriter print = spec.commandLine().getOut();
      print.println("average poolings rewritten: " + rewritten);
      print.println(check);
      print.println(out);
    } finally {
      FolderTree.delete(folder);
    }
    return RootCommand.OK;
  }

  private String check(KnownModel model, Path source, Path portable) {
    double worst = 0;
    int at = 0;
    try (EmbeddingModel before = EmbeddingModel.open(source, model, SessionSettings.DEFAULT);
        EmbeddingModel after = EmbeddingModel.open(portable, model, SessionSettings.DEFAULT)) {
      if (before.remedy() == Remedy.PORTABLE_POOLING) {
        return "not compared with IN, which ONNX Runtime "
            + OnnxRuntime.version()
            + " computes wrongly";
      }
      SplitMix64 random = new SplitMix64(1);
      for (int frames : FRAMES) {
        Features features = noise(random, frames, before.featureBins());
        double error = relativeL2(before.embed(features), after.embed(features));
        if (!(error <= worst)) {
          worst = error;
          at = frames;
        }
      }
    }
    if (!(worst <= LIMIT)) {
      throw new SpeakerbenchException(
          String.format(
              Locale.ROOT,
              "%s: found a relative L2 of %.1e to the portable form at %d frames, expected at most"
                  + " %.0e; nothing is written",
              source,
              worst,
              at,
              LIMIT));
    }
    return String.format(
        Locale.ROOT,
        "largest relative L2 to IN at %d frame counts of noise (%d to %d): %.1e",
        FRAMES.length,
        FRAMES[0],
        FRAMES[FRAMES.length - 1],
        worst);
  }

  private static Features noise(SplitMix64 random, int frames, int modelBins) {
    int bins = modelBins > 0 ? modelBins : BINS;
    float[] values = new float[frames * bins];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * random.nextSymmetric();
    }
    return new Features(frames, bins, values);
  }

  private static double relativeL2(float[] expected, float[] found) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) found[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }
}
