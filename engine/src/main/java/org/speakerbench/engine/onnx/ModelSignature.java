package org.speakerbench.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Value;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelFile;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.spec.Source;
import org.speakerbench.engine.spec.SpecKey;

/**
 * What a model takes and gives, checked when it is loaded, and whether features fit, checked at
 * each call.
 *
 * @param spec what it expects and gives
 * @param file where it was loaded from, for messages
 * @param oneBetween whether its output is [batch, 1, dim], which holds the values of [batch, dim]
 * @param fixedBatch the only batch size it takes; -1 if it takes any
 */
record ModelSignature(ModelSpec spec, Path file, boolean oneBetween, int fixedBatch) {

  /**
   * Reads and checks the inputs, outputs and metadata of a loaded model.
   *
   * @throws SpeakerbenchException if it does not map features to embeddings, or something of what
   *     it expects cannot be honoured
   */
  static ModelSignature of(OrtSession session, KnownModel known, Path file) throws OrtException {
    ModelSpec spec =
        ModelSpec.of(
            known,
            new ModelFile(
                file,
                session.getMetadata().getCustomMetadata(),
                values(session.getInputInfo()),
                values(session.getOutputInfo())));
    return new ModelSignature(
        spec,
        file,
        tensor(session.getOutputInfo().get(spec.output())).getShape().length == 3,
        (int) tensor(session.getInputInfo().get(spec.input())).getShape()[0]);
  }

  private static List<Value> values(Map<String, NodeInfo> nodes) {
    return nodes.values().stream().map(ModelSignature::value).toList();
  }

  private static Value value(NodeInfo node) {
    TensorInfo info = tensor(node);
    return info == null
        ? new Value(node.getName(), Optional.empty(), null)
        : new Value(
            node.getName(),
            Arrays.stream(ElementType.values())
                .filter(type -> type.name().equals(info.type.name().toUpperCase(Locale.ROOT)))
                .findFirst(),
            Arrays.stream(info.getShape())
                .mapToObj(size -> size < 0 ? "?" : String.valueOf(size))
                .toList());
  }

  private static TensorInfo tensor(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo info ? info : null;
  }

  /** Length of an embedding; -1 if nothing says. */
  int embeddingDim() {
    return spec.embeddingDim();
  }

  /** Shape of the output for a batch. */
  long[] outputShape(long batch) {
    return outputShape(batch, embeddingDim());
  }

  private long[] outputShape(long batch, long dim) {
    return oneBetween ? new long[] {batch, 1, dim} : new long[] {batch, dim};
  }

  /**
   * Length of the embeddings in an output that the model gave.
   *
   * @throws SpeakerbenchException if it is of another shape than the file says, whatever the
   *     length; or of another length than is said beside the shape
   */
  int dim(long batch, long[] found) {
    long dim = found.length == 0 ? 0 : found[found.length - 1];
    Source.Kind said = spec.source(SpecKey.EMBEDDING_SIZE).kind();
    boolean stated = said == Source.Kind.SIDECAR || said == Source.Kind.METADATA;
    if (dim < 1
        || !Arrays.equals(found, outputShape(batch, dim))
        || (stated && dim != embeddingDim())) {
      throw refused(
          "found an output "
              + spec.output()
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
    int bins = spec.featureBins();
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
    return new SpeakerbenchException("model " + spec.name() + " (" + file + "): " + reason);
  }
}
