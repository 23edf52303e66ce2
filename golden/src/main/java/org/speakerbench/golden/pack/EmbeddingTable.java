package org.speakerbench.golden.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.extract.internal.NpyArray;

/**
 * Expected embeddings of one model, [rows, dim], and how far Python's ONNX Runtime is from them.
 * The expected ones are PyTorch's; where there are none (a model of which only the ONNX file is
 * known) they are those of ONNX Runtime.
 */
public final class EmbeddingTable {
  private static final String ONNXRUNTIME = "onnxruntime";

  private final String model;
  private final String source;
  private final NpyArray expected;
  private final List<ArrayErrors> onnxruntime;

  private EmbeddingTable(
      String model, String source, NpyArray expected, List<ArrayErrors> onnxruntime) {
    this.model = model;
    this.source = source;
    this.expected = expected;
    this.onnxruntime = onnxruntime;
  }

  /** Reads both, which must agree: see {@link EmbeddingAgreement}. */
  static EmbeddingTable read(
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
    return new EmbeddingTable(model, source, expected, errors);
  }

  /** Name of the model. */
  public String model() {
    return model;
  }

  /** Who computed the expected embeddings: {@code pytorch} or {@code onnxruntime}. */
  public String source() {
    return source;
  }

  /** Embedding of a row, [dim]. */
  public float[] expected(int row) {
    return expected.row(row);
  }

  /** Largest relative L2 of the model alone, see {@link Limits#inference}. */
  public double limit(int row) {
    return Limits.inference(onnxruntime.get(row).relativeL2());
  }

  /** What Python's ONNX Runtime reaches on the same features; none if it is the reference. */
  public PeerErrors peers(int row) {
    return source.equals(ONNXRUNTIME)
        ? PeerErrors.NONE
        : new PeerErrors(Map.of(Peer.ONNXRUNTIME, onnxruntime.get(row)));
  }
}
