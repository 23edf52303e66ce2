package org.speakerbench.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * The stored embeddings of one model. The expected one is PyTorch's; where there is none (a model
 * of which only the ONNX file is known) it is that of Python's ONNX Runtime.
 */
final class ModelReference {
  private static final String ONNXRUNTIME = "onnxruntime";

  private final String model;
  private final String source;
  private final Map<String, Row> rows;

  /**
   * What is stored for one clip.
   *
   * @param embedding the expected one, [dim]
   * @param onnxruntime errors of Python's ONNX Runtime on the same features; zero where it is the
   *     reference itself
   * @param knf errors of Python's ONNX Runtime on the features of kaldi-native-fbank
   */
  record Row(float[] embedding, ArrayErrors onnxruntime, ArrayErrors knf) {

    /** Largest relative L2 of the model alone. */
    double inferenceLimit() {
      return Limits.inference(onnxruntime.relativeL2());
    }

    /** Largest relative L2 from WAV to embedding. */
    double endToEndLimit() {
      return Limits.endToEnd(knf.relativeL2());
    }
  }

  private ModelReference(String model, String source, Map<String, Row> rows) {
    this.model = model;
    this.source = source;
    this.rows = rows;
  }

  /** Reads the embeddings and compares them with each other, once for each clip. */
  static ModelReference read(PackFiles files, String model, Manifest.Embeddings entry) {
    NpyArray ort = GoldenClip.load(files, entry.onnxruntime());
    NpyArray knf = GoldenClip.load(files, entry.onnxruntimeKnf());
    boolean hasPytorch = entry.pytorch() != null;
    NpyArray expected = hasPytorch ? GoldenClip.load(files, entry.pytorch()) : ort;
    String source = hasPytorch ? "pytorch" : ONNXRUNTIME;
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> clips = entry.clips();
    for (int i = 0; i < clips.size(); i++) {
      float[] embedding = expected.row(i);
      ArrayErrors ortErrors = ArrayErrors.between(embedding, ort.row(i));
      requireAgreement(clips.get(i), model, source, ortErrors.cosine());
      ArrayErrors knfErrors = ArrayErrors.between(embedding, knf.row(i));
      rows.put(clips.get(i), new Row(embedding, ortErrors, knfErrors));
    }
    return new ModelReference(model, source, rows);
  }

  /** Limits grow with the error of ONNX Runtime, so it must be small for the pack to be trusted. */
  private static void requireAgreement(String clip, String model, String source, double cosine) {
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

  /** Who computed the expected embeddings: {@code pytorch} or {@code onnxruntime}. */
  String source() {
    return source;
  }

  /** What Python's ONNX Runtime reaches on the stored features; none if it is the reference. */
  PeerErrors inferencePeers(String clip) {
    return source.equals(ONNXRUNTIME)
        ? PeerErrors.NONE
        : new PeerErrors(Map.of(Peer.ONNXRUNTIME, row(clip).onnxruntime()));
  }

  /** What it reaches on the features of kaldi-native-fbank. */
  PeerErrors endToEndPeers(String clip) {
    return new PeerErrors(Map.of(Peer.ONNXRUNTIME, row(clip).knf()));
  }

  /** Whether the clip was long enough for an embedding. */
  boolean has(String clip) {
    return rows.containsKey(clip);
  }

  /** What is stored for a clip that {@link #has} one. */
  Row row(String clip) {
    return rows.get(clip);
  }

  /** The reference of the whole path. */
  EndToEndReference endToEnd(String clip) {
    Row row = row(clip);
    return new EndToEndReference(clip, model, row.embedding(), row.endToEndLimit());
  }
}
