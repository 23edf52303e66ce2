package org.speakerbench.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
  record Table(String model, String source, NpyArray expected, List<ArrayErrors> onnxruntime) {
    private static final String ONNXRUNTIME = "onnxruntime";

    /** Reads both, which must agree: see {@link EmbeddingAgreement}. */
    static Table read(
        PackFiles files,
        String model,
        List<String> rows,
        Manifest.ArrayEntry pytorch,
        Manifest.ArrayEntry onnxruntime) {
      NpyArray ort = GoldenClip.load(files, onnxruntime);
      NpyArray expected = pytorch == null ? ort : GoldenClip.load(files, pytorch);
      String source = pytorch == null ? ONNXRUNTIME : "pytorch";
      List<ArrayErrors> errors = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        errors.add(
            new EmbeddingAgreement(rows.get(i), model, source, expected.row(i))
                .requireOnnxruntime(ort.row(i)));
      }
      return new Table(model, source, expected, errors);
    }

    /** Embedding of a row, [dim]. */
    float[] expected(int row) {
      return expected.row(row);
    }

    /** Largest relative L2 of the model alone. */
    double limit(int row) {
      return Limits.inference(onnxruntime.get(row).relativeL2());
    }

    /** What Python's ONNX Runtime reaches on the same features; none if it is the reference. */
    PeerErrors peers(int row) {
      return source.equals(ONNXRUNTIME)
          ? PeerErrors.NONE
          : new PeerErrors(Map.of(Peer.ONNXRUNTIME, onnxruntime.get(row)));
    }
  }

  /**
   * What is stored for one clip.
   *
   * @param embedding the expected one, [dim]
   * @param inferenceLimit largest relative L2 of the model alone
   * @param inferencePeers what Python's ONNX Runtime reaches on the same features
   * @param knf errors of Python's ONNX Runtime on the features of kaldi-native-fbank
   */
  record Row(float[] embedding, double inferenceLimit, PeerErrors inferencePeers, ArrayErrors knf) {

    /** Largest relative L2 from WAV to embedding. */
    double endToEndLimit() {
      return Limits.endToEnd(knf.relativeL2());
    }

    /** What Python's ONNX Runtime reaches on the features of kaldi-native-fbank. */
    PeerErrors endToEndPeers() {
      return new PeerErrors(Map.of(Peer.ONNXRUNTIME, knf));
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
    ArrayErrors knfErrors = ArrayErrors.between(expected, knf.row(i));
    return new Row(expected, table.limit(i), table.peers(i), knfErrors);
  }

  /** The reference of the whole path. */
  EndToEndReference endToEnd(String clip) {
    Row row = row(clip);
    return new EndToEndReference(clip, model(), row.embedding(), row.endToEndLimit());
  }
}
