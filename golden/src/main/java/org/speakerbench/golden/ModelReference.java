package org.speakerbench.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stored embeddings of one model. The expected one is PyTorch's; where there is none (a model
 * of which only the ONNX file is known) it is that of Python's ONNX Runtime.
 */
final class ModelReference {
  private final String model;
  private final String source;
  private final Map<String, Row> rows;

  /**
   * What is stored for one clip.
   *
   * @param embedding the expected one, [dim]
   * @param onnxruntimeError relative L2 of Python's ONNX Runtime on the same features; 0 where it
   *     is the reference itself
   * @param knfError relative L2 of Python's ONNX Runtime on the features of kaldi-native-fbank
   */
  record Row(float[] embedding, double onnxruntimeError, double knfError) {

    /** Largest relative L2 from WAV to embedding. */
    double endToEndLimit() {
      return Limits.endToEnd(knfError);
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
    String source = hasPytorch ? "pytorch" : "onnxruntime";
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> clips = entry.clips();
    for (int i = 0; i < clips.size(); i++) {
      float[] embedding = expected.row(i);
      EmbeddingAgreement agreement =
          new EmbeddingAgreement(clips.get(i), model, source, embedding);
      ArrayErrors ortErrors = agreement.requireOnnxruntime(ort.row(i));
      ArrayErrors knfErrors = agreement.requireKnf(knf.row(i));
      rows.put(clips.get(i), new Row(embedding, ortErrors.relativeL2(), knfErrors.relativeL2()));
    }
    return new ModelReference(model, source, rows);
  }

  String model() {
    return model;
  }

  /** Who computed the expected embeddings: {@code pytorch} or {@code onnxruntime}. */
  String source() {
    return source;
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
