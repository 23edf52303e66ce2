package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.convert.CheckpointImport;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A trained checkpoint to an ONNX file. */
@Command(
    name = "import",
    description = {
      "Writes the ONNX model of a trained PyTorch checkpoint, without Python: the file that",
      "3D-Speaker's export script writes with PyTorch 1.13.1, weights inside.",
      "The checkpoint is a state dict in PyTorch's zip format (.pt, .pth, .bin, .ckpt), plain or",
      "below state_dict, model or embedding_model. Nothing in it is executed."
    })
final class ModelsImport implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "KEY",
      description = "Architecture: a key that speakerbench models lists.")
  private String key;

  @Parameters(index = "1", paramLabel = "CHECKPOINT", description = "The PyTorch file.")
  private Path checkpoint;

  @Option(
      names = "--out",
      paramLabel = "FILE.onnx",
      description = {
        "ONNX file to write; replaced if it is there.",
        "(default: CHECKPOINT's name with .onnx, in the current folder, if it is not there yet)"
      })
  private Path out;

  @Option(
      names = "--portable",
      description = {
        "Writes average pooling so that all releases of ONNX Runtime compute it right,",
        "as speakerbench models portable does."
      })
  private boolean portable;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    requireKey();
    Path file = OutputFile.check(out == null ? unnamed() : out);
    if (Files.exists(file) && Files.exists(checkpoint) && Files.isSameFile(file, checkpoint)) {
      throw new SpeakerbenchException(
          "--out " + file + ": found the checkpoint itself, expected another file");
    }
    OnnxModel model = imported();
    model.write(file);
    ZooModel architecture = Zoo.model(key);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %s, embeddings of %d values, %.1f MB, from %s%n",
            file,
            architecture.title(),
            architecture.embeddingDim(),
            Files.size(file) / 1e6,
            checkpoint);
    return RootCommand.OK;
  }

  private OnnxModel imported() {
    try (Checkpoint read = Checkpoint.read(checkpoint)) {
      OnnxModel model = CheckpointImport.model(key, read);
      if (portable) {
        Tuning.apply(model, Passes.of(Target.PORTABLE));
      }
      return model;
    }
  }

  private void requireKey() {
    if (!Zoo.contains(key)) {
      String swapped = Zoo.contains(checkpoint.toString()) ? " first, then the checkpoint" : "";
      throw new SpeakerbenchException(
          "architecture "
              + key
              + " found, expected one of "
              + String.join(", ", Zoo.keys())
              + swapped);
    }
  }

  /** A file that the user did not name is never replaced. */
  private Path unnamed() {
    Path name = checkpoint.getFileName();
    Path file =
        Path.of((name == null ? key : name.toString().replaceFirst("\\.[^.]+$", "")) + ".onnx");
    if (Files.exists(file)) {
      throw new SpeakerbenchException(
          file + ": found a file of that name, expected none: --out " + file + " replaces it");
    }
    return file;
  }
}
