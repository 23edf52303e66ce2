package org.speakerbench.golden;

import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * The stored embeddings of one model. The expected one is PyTorch's; where there is none (a model
 * of which only the ONNX file is known) it is that of Python's ONNX Runtime.
 */
final class ModelReference {
  private final String model;
  private final List<String> clips;
  private final String source;
  private final NpyArray expected;
  private final NpyArray onnxruntime;
  private final NpyArray onnxruntimeKnf;

  private ModelReference(
      String model,
      List<String> clips,
      String source,
      NpyArray expected,
      NpyArray ort,
      NpyArray knf) {
    this.model = model;
    this.clips = clips;
    this.source = source;
    this.expected = expected;
    this.onnxruntime = ort;
    this.onnxruntimeKnf = knf;
  }

  static ModelReference read(PackFiles files, String model, Manifest.Embeddings entry) {
    NpyArray ort = GoldenClip.load(files, entry.onnxruntime());
    NpyArray knf = GoldenClip.load(files, entry.onnxruntimeKnf());
    boolean hasPytorch = entry.pytorch() != null;
    NpyArray expected = hasPytorch ? GoldenClip.load(files, entry.pytorch()) : ort;
    String source = hasPytorch ? "pytorch" : "onnxruntime";
    ModelReference reference = new ModelReference(model, entry.clips(), source, expected, ort, knf);
    entry.clips().forEach(reference::requireAgreement);
    return reference;
  }

  /** Limits grow with the error of ONNX Runtime, so it must be small for the pack to be trusted. */
  private void requireAgreement(String clip) {
    double cosine = onnxruntimeError(clip).cosine();
    if (!(cosine >= Limits.INFERENCE_MIN_COSINE)) {
      throw new SpeakerbenchException(
          "golden embeddings of "
              + clip
              + " by "
              + model
              + ": the references do not agree: onnxruntime and "
              + source
              + " have a cosine of "
              + cosine
              + ", expected at least "
              + Limits.INFERENCE_MIN_COSINE);
    }
  }

  String model() {
    return model;
  }

  /** Ids of the clips that have embeddings. */
  List<String> clips() {
    return clips;
  }

  /** Who computed the expected embeddings: {@code pytorch} or {@code onnxruntime}. */
  String source() {
    return source;
  }

  /** The expected embedding of a clip, [dim]. */
  float[] expected(String clip) {
    return expected.row(clips.indexOf(clip));
  }

  /** Error of Python's ONNX Runtime on the same features; 0 where it is the reference itself. */
  ArrayErrors onnxruntimeError(String clip) {
    return error(onnxruntime, clip);
  }

  /** Error of Python's ONNX Runtime on the features of kaldi-native-fbank. */
  ArrayErrors knfError(String clip) {
    return error(onnxruntimeKnf, clip);
  }

  /** The reference of the whole path. */
  EndToEndReference endToEnd(String clip) {
    double limit = Limits.endToEnd(knfError(clip).relativeL2());
    return new EndToEndReference(clip, model, expected(clip), limit);
  }

  private ArrayErrors error(NpyArray table, String clip) {
    return ArrayErrors.between(expected(clip), table.row(clips.indexOf(clip)));
  }
}
