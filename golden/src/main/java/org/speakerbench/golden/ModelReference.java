package org.speakerbench.golden;

import java.util.List;

/** The stored embeddings of one model for the clips of a pack. */
final class ModelReference {
  private final List<String> clips;
  private final Table table;
  private final NpyArray knf;

  /**
   * Expected embeddings, [rows, dim], and how far Python's ONNX Runtime is from them. The expected
   * ones are PyTorch's; where there are none (a model of which only the ONNX file is known) they
   * are those of ONNX Runtime.
   */
  record Table(String model, String source, NpyArray expected, double[] onnxruntimeErrors) {

    /** Reads both, which must agree: see {@link EmbeddingAgreement}. */
    static Table read(
        PackFiles files,
        String model,
        List<String> rows,
        Manifest.ArrayEntry pytorch,
        Manifest.ArrayEntry onnxruntime) {
      NpyArray ort = GoldenClip.load(files, onnxruntime);
      NpyArray expected = pytorch == null ? ort : GoldenClip.load(files, pytorch);
      String source = pytorch == null ? "onnxruntime" : "pytorch";
      double[] errors = new double[rows.size()];
      for (int i = 0; i < errors.length; i++) {
        errors[i] =
            new EmbeddingAgreement(rows.get(i), model, source, expected.row(i))
                .requireOnnxruntime(ort.row(i))
                .relativeL2();
      }
      return new Table(model, source, expected, errors);
    }

    /** Embedding of a row, [dim]. */
    float[] expected(int row) {
      return expected.row(row);
    }

    /**
     * Relative L2 of Python's ONNX Runtime on the same features; 0 where it is the reference
     * itself.
     */
    double onnxruntimeError(int row) {
      return onnxruntimeErrors[row];
    }
  }

  /**
   * What is stored for one clip.
   *
   * @param embedding the expected one, [dim]
   * @param onnxruntimeError see {@link Table#onnxruntimeError}
   * @param knfError relative L2 of Python's ONNX Runtime on the features of kaldi-native-fbank
   */
  record Row(float[] embedding, double onnxruntimeError, double knfError) {

    /** Largest relative L2 from WAV to embedding. */
    double endToEndLimit() {
      return Limits.endToEnd(knfError);
    }
  }

  private ModelReference(List<String> clips, Table table, NpyArray knf) {
    this.clips = clips;
    this.table = table;
    this.knf = knf;
  }

  /** Reads the embeddings and compares them with each other. */
  static ModelReference read(PackFiles files, String model, Manifest.Embeddings entry) {
    Table table = Table.read(files, model, entry.clips(), entry.pytorch(), entry.onnxruntime());
    NpyArray knf = GoldenClip.load(files, entry.onnxruntimeKnf());
    List<String> clips = entry.clips();
    for (int i = 0; i < clips.size(); i++) {
      new EmbeddingAgreement(clips.get(i), model, table.source(), table.expected(i))
          .requireKnf(knf.row(i));
    }
    return new ModelReference(clips, table, knf);
  }

  String model() {
    return table.model();
  }

  /** Who computed the expected embeddings: {@code pytorch} or {@code onnxruntime}. */
  String source() {
    return table.source();
  }

  /** Whether the clip was long enough for an embedding. */
  boolean has(String clip) {
    return clips.contains(clip);
  }

  /** What is stored for a clip that {@link #has} one. */
  Row row(String clip) {
    int i = clips.indexOf(clip);
    float[] expected = table.expected(i);
    double knfError = ArrayErrors.between(expected, knf.row(i)).relativeL2();
    return new Row(expected, table.onnxruntimeError(i), knfError);
  }

  /** The reference of the whole path. */
  EndToEndReference endToEnd(String clip) {
    Row row = row(clip);
    return new EndToEndReference(clip, model(), row.embedding(), row.endToEndLimit());
  }
}
