package org.speakerbench.golden.pack;

import java.util.List;
import java.util.Map;
import org.speakerbench.engine.extract.internal.NpyArray;

/** The stored embeddings of one model for the clips of a pack. */
public final class ModelReference {
  private final List<String> clips;
  private final EmbeddingTable table;
  private final NpyArray knf;

  /**
   * What is stored for one clip.
   *
   * @param embedding the expected one, [dim]; not copied
   * @param inferenceLimit largest relative L2 of the model alone
   * @param inferencePeers what Python's ONNX Runtime reaches on the same features
   * @param knf errors of Python's ONNX Runtime on the features of kaldi-native-fbank
   */
  public record Row(
      float[] embedding, double inferenceLimit, PeerErrors inferencePeers, ArrayErrors knf) {

    /** Largest relative L2 from WAV to embedding. */
    public double endToEndLimit() {
      return Limits.endToEnd(knf.relativeL2());
    }

    /** What Python's ONNX Runtime reaches on the features of kaldi-native-fbank. */
    public PeerErrors endToEndPeers() {
      return new PeerErrors(Map.of(Peer.ONNXRUNTIME, knf));
    }
  }

  private ModelReference(List<String> clips, EmbeddingTable table, NpyArray knf) {
    this.clips = clips;
    this.table = table;
    this.knf = knf;
  }

  /** Reads the embeddings and compares them with each other. */
  static ModelReference read(PackFiles files, String model, Manifest.Embeddings entry) {
    EmbeddingTable table =
        EmbeddingTable.read(files, model, entry.clips(), entry.pytorch(), entry.onnxruntime());
    NpyArray knf = GoldenClip.load(files, entry.onnxruntimeKnf());
    List<String> clips = entry.clips();
    for (int i = 0; i < clips.size(); i++) {
      new EmbeddingAgreement(clips.get(i), model, table.source(), table.expected(i))
          .requireKnf(knf.row(i));
    }
    return new ModelReference(clips, table, knf);
  }

  /** Name of the model. */
  public String model() {
    return table.model();
  }

  /** Who computed the expected embeddings: {@code pytorch} or {@code onnxruntime}. */
  public String source() {
    return table.source();
  }

  /** Whether the clip was long enough for an embedding. */
  public boolean has(String clip) {
    return clips.contains(clip);
  }

  /** What is stored for a clip that {@link #has} one. */
  public Row row(String clip) {
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
