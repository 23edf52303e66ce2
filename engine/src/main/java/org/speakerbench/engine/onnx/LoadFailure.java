package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.inspect.Precision;
import org.speakerbench.engine.provider.Provider;

/**
 * Why ONNX Runtime does not load a file, in words that help: what the file is if it is no model,
 * which of its weights are not there, or a type that no processor computes.
 */
final class LoadFailure {
  private LoadFailure() {}

  /**
   * @param reason what ONNX Runtime says, one line
   */
  static SpeakerbenchException of(Path onnx, Provider provider, String reason, OrtException e) {
    OnnxModel model;
    Optional<String> problem;
    try {
      model = OnnxModel.read(onnx);
      problem =
          model.dataFiles().stream().map(DataFile::problem).flatMap(Optional::stream).findFirst();
    } catch (SpeakerbenchException noModel) {
      SpeakerbenchException told = new SpeakerbenchException(noModel.getMessage(), e);
      told.addSuppressed(noModel);
      return told;
    }
    if (problem.isPresent()) {
      return new SpeakerbenchException(onnx + ": found " + problem.get(), e);
    }
    String precision = Precision.of(model).label();
    String hint =
        precision.contains("bf16")
            ? ": its weights are bfloat16, for which it has almost no operators; export in float32"
            : "";
    return new SpeakerbenchException(
        onnx
            + ": expected an ONNX model that ONNX Runtime "
            + OnnxRuntime.version()
            + (provider.isPlugin() ? " with provider " + provider.label() : "")
            + " can load, found: "
            + reason
            + hint,
        e);
  }
}
