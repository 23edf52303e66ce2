package org.speakerbench.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Features;

/**
 * What a model takes and gives, checked when it is loaded, and whether features fit, checked at
 * each call.
 *
 * @param spec what is known of the model besides its file
 * @param file where it was loaded from, for messages
 * @param input name of the input, float [batch, frames, bins]
 * @param output name of the output, float [batch, dim]
 * @param oneBetween whether its shape is [batch, 1, dim] instead, which holds the same values
 * @param fixedBatch the only batch size it takes; -1 if it takes any
 * @param bins bins per frame that it takes; 0 if it takes any number
 * @param embeddingDim length of an embedding; -1 if the file does not say
 */
record ModelSignature(
    ModelSpec spec,
    Path file,
    String input,
    String output,
    boolean oneBetween,
    int fixedBatch,
    int bins,
    int embeddingDim) {

  /**
   * Reads and checks the inputs, outputs and metadata of a loaded model.
   *
   * @throws SpeakerbenchException if it does not map features to embeddings
   */
  static ModelSignature of(OrtSession session, ModelSpec spec, Path file) throws OrtException {
    Loaded loaded = new Loaded(spec, file);
    Map.Entry<String, NodeInfo> input = loaded.onlyInput(session.getInputInfo());
    long[] shape = tensor(input.getValue()).getShape();
    loaded.requireFits(input.getKey(), shape);
    Map.Entry<String, NodeInfo> output = loaded.embeddingOutput(session.getOutputInfo());
    long[] outputShape = tensor(output.getValue()).getShape();
    loaded.requireScale(session);
    return new ModelSignature(
        spec,
        file,
        input.getKey(),
        output.getKey(),
        outputShape.length == 3,
        (int) shape[0],
        shape[2] >= 0 ? (int) shape[2] : spec.featureBins(),
        (int) outputShape[outputShape.length - 1]);
  }

  /** Shape of the output for a batch. */
  long[] outputShape(long batch) {
    return outputShape(batch, embeddingDim);
  }

  private long[] outputShape(long batch, long dim) {
    return oneBetween ? new long[] {batch, 1, dim} : new long[] {batch, dim};
  }

  /**
   * Length of the embeddings in an output that the model gave.
   *
   * @throws SpeakerbenchException if it is of another shape than the file says, whatever the length
   */
  int dim(long batch, long[] found) {
    long dim = found.length == 0 ? 0 : found[found.length - 1];
    if (dim < 1 || !Arrays.equals(found, outputShape(batch, dim))) {
      throw refused(
          "found an output "
              + output
              + " of "
              + Arrays.toString(found)
              + " for a batch of "
              + batch
              + ", expected "
              + Arrays.toString(outputShape(batch)).replace("-1", "dim"));
    }
    return (int) dim;
  }

  /**
   * Checks that features can be given to the model in one call.
   *
   * @throws ClipTooShortException if there are fewer frames than the model pools over
   * @throws SpeakerbenchException if shapes are not the model's, or differ from each other
   */
  void requireFits(List<Features> batch) {
    if (batch.isEmpty()) {
      throw refused("found an empty batch, expected at least one clip");
    }
    Features first = batch.get(0);
    if (bins > 0 && first.bins() != bins) {
      throw refused("found features of " + first.bins() + " bins, expected " + bins);
    }
    if (first.frames() < spec.minFrames()) {
      throw ClipTooShortException.frames(spec.name(), first.frames(), spec.minFrames());
    }
    if (fixedBatch >= 0 && fixedBatch != batch.size()) {
      throw refused(
          "found a batch of "
              + batch.size()
              + ", expected "
              + fixedBatch
              + ": it was exported with a fixed batch size");
    }
    for (Features features : batch) {
      if (features.frames() != first.frames() || features.bins() != first.bins()) {
        throw refused(
            "found clips of "
                + first
                + " and "
                + features
                + " in one batch, expected equal shapes");
      }
    }
  }

  /** An error that names the model and its file. */
  SpeakerbenchException refused(String reason) {
    return refused(spec, file, reason);
  }

  private static SpeakerbenchException refused(ModelSpec spec, Path file, String reason) {
    return new SpeakerbenchException("model " + spec.name() + " (" + file + "): " + reason);
  }

  private static TensorInfo tensor(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo info ? info : null;
  }

  /** A model whose signature is being read. */
  private record Loaded(ModelSpec spec, Path file) {

    Map.Entry<String, NodeInfo> onlyInput(Map<String, NodeInfo> inputs) {
      if (inputs.size() != 1) {
        throw refused(
            "found " + inputs.size() + " inputs " + inputs.keySet() + ", expected one of rank 3");
      }
      Map.Entry<String, NodeInfo> input = inputs.entrySet().iterator().next();
      if (!isFloatOfRank(input.getValue(), 3)) {
        throw refused(
            "input "
                + input.getKey()
                + " is "
                + describe(input.getValue())
                + ", expected float [batch, frames, bins]");
      }
      return input;
    }

    void requireFits(String input, long[] shape) {
      if (shape[1] >= 0 && shape[2] < 0) {
        throw refused(
            "input "
                + input
                + " is "
                + described(shape)
                + ", its second axis fixed and its third dynamic, as if frames and bins were"
                + " swapped, expected float [batch, frames, bins]");
      }
      if (shape[1] >= 0) {
        throw refused(
            "input "
                + input
                + " has a fixed frame count of "
                + shape[1]
                + ", expected a dynamic axis: export it with dynamic_axes, or with dynamic_shapes"
                + " of torch's newer exporter, for the frames");
      }
      if (shape[2] >= 0 && spec.featureBins() > 0 && shape[2] != spec.featureBins()) {
        throw refused(
            "input " + input + " takes " + shape[2] + " bins, expected " + spec.featureBins());
      }
    }

    /** The only output of rank 2; where there are more, or none, the one that can be told. */
    Map.Entry<String, NodeInfo> embeddingOutput(Map<String, NodeInfo> outputs) {
      List<Map.Entry<String, NodeInfo>> plain =
          outputs.entrySet().stream().filter(o -> isFloatOfRank(o.getValue(), 2)).toList();
      List<Map.Entry<String, NodeInfo>> between =
          outputs.entrySet().stream().filter(o -> hasOneBetween(o.getValue())).toList();
      return Stream.concat(plain.stream(), between.stream())
          .filter(output -> output.getKey().equals("embedding"))
          .findFirst()
          .or(() -> only(plain))
          .or(() -> plain.isEmpty() ? only(between) : Optional.empty())
          .orElseThrow(() -> noEmbedding(outputs));
    }

    private static <T> Optional<T> only(List<T> list) {
      return list.size() == 1 ? Optional.of(list.get(0)) : Optional.empty();
    }

    private SpeakerbenchException noEmbedding(Map<String, NodeInfo> outputs) {
      List<String> found =
          outputs.entrySet().stream()
              .map(o -> o.getKey() + " " + describe(o.getValue()))
              .sorted()
              .toList();
      return refused(
          (found.size() == 1 ? "found the output " : "found the outputs ")
              + String.join(", ", found)
              + ", expected "
              + (found.size() == 1 ? "" : "one, or one named embedding, of ")
              + "float [batch, dim] or [batch, 1, dim]");
    }

    void requireScale(OrtSession session) throws OrtException {
      if (session
          .getMetadata()
          .getCustomMetadataValue("normalize_samples")
          .filter("0"::equals)
          .isPresent()) {
        throw refused(
            "its metadata says normalize_samples=0 (samples scaled to 16 bits), expected a"
                + " model for samples in [-1, 1): this front end is not supported yet");
      }
    }

    private SpeakerbenchException refused(String reason) {
      return ModelSignature.refused(spec, file, reason);
    }

    private static boolean isFloatOfRank(NodeInfo node, int rank) {
      TensorInfo info = tensor(node);
      return info != null && info.type == OnnxJavaType.FLOAT && info.getShape().length == rank;
    }

    /** [batch, 1, dim], the 1 fixed: with any other number there is more than an embedding. */
    private static boolean hasOneBetween(NodeInfo node) {
      return isFloatOfRank(node, 3) && tensor(node).getShape()[1] == 1;
    }

    private static String describe(NodeInfo node) {
      TensorInfo info = tensor(node);
      return info == null
          ? "no tensor"
          : info.type.toString().toLowerCase(Locale.ROOT) + " " + described(info.getShape());
    }

    /** As a user writes it: what the file leaves open is a question mark. */
    private static String described(long[] shape) {
      return Arrays.toString(shape).replace("-1", "?");
    }
  }
}
