package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * A model that is read, changed by passes, and written to another file, with its sidecar if it has
 * one; only if both give the same embeddings.
 *
 * @param ref what was asked for
 * @param source the file that it is in
 * @param model the same, to be changed
 * @param out where it goes
 */
record RewrittenModel(ModelRef ref, Path source, OnnxModel model, Path out) {
  /**
   * Reads it.
   *
   * @throws SpeakerbenchException if that is not possible, or the output cannot be written
   */
  static RewrittenModel read(String in, Zoo zoo, Path out) throws IOException {
    ModelRef ref = ModelRef.parse(in);
    Path source = ref.path(zoo);
    OutputFile.check(out);
    if (Files.exists(out) && Files.isSameFile(source, out)) {
      throw new SpeakerbenchException(
          "output file " + out + ": found the model to be read, expected another file");
    }
    return new RewrittenModel(ref, source, OnnxModel.read(source), out);
  }

  /**
   * Writes it once it was changed.
   *
   * @param form what messages call the changed form
   * @return how it was compared, one sentence
   * @throws SpeakerbenchException if embeddings differ; nothing is written then
   */
  String write(String form) throws IOException {
    Path folder = Files.createTempDirectory("speakerbench-" + form);
    try {
      Path made = folder.resolve(form + ".onnx");
      model.write(made);
      Path sidecar = ModelSpec.sidecar(source);
      boolean described = Files.exists(sidecar);
      if (described) {
        Files.copy(sidecar, ModelSpec.sidecar(made));
      }
      String check = SameAnswer.check(ref.known(), source, made, form);
      if (described) {
        AtomicFile.write(ModelSpec.sidecar(out), stream -> Files.copy(sidecar, stream));
      }
      AtomicFile.write(out, stream -> Files.copy(made, stream));
      return check;
    } finally {
      FolderTree.delete(folder);
    }
  }
}
