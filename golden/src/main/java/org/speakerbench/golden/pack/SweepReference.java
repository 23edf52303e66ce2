package org.speakerbench.golden.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.fbank.Features;

/** The stored embeddings of one model for many frame counts of one clip. */
public final class SweepReference {
  private final GoldenClip clip;
  private final EmbeddingTable table;
  private final List<Case> cases;

  /**
   * Clips of one length, cut out of the stored normalised features.
   *
   * @param frames length of each
   * @param names of the rows, as numpy writes the cut: {@code clip[64:362]}
   * @param starts first frame of each
   * @param firstRow row of the first in the stored table
   */
  public record Case(int frames, List<String> names, List<Integer> starts, int firstRow) {

    /** How many clips. */
    public int batch() {
      return names.size();
    }
  }

  private SweepReference(GoldenClip clip, EmbeddingTable table, List<Case> cases) {
    this.clip = clip;
    this.table = table;
    this.cases = cases;
  }

  /** Reads the embeddings; throws if those of PyTorch and ONNX Runtime do not agree. */
  static SweepReference read(PackFiles files, String model, Manifest.Sweep entry, GoldenClip clip) {
    List<Case> cases = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (Manifest.SweepCase one : entry.cases()) {
      List<String> names = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      for (int b = 0; b < one.batch(); b++) {
        int start = b * entry.rowOffset();
        starts.add(start);
        names.add(clip.id() + "[" + start + ":" + (start + one.frames()) + "]");
      }
      cases.add(new Case(one.frames(), names, starts, rows.size()));
      rows.addAll(names);
    }
    EmbeddingTable table =
        EmbeddingTable.read(files, model, rows, entry.pytorch(), entry.onnxruntime());
    return new SweepReference(clip, table, cases);
  }

  /** The clip that the others are cut out of. */
  public GoldenClip clip() {
    return clip;
  }

  /** All cases, in the order of the rows. */
  public List<Case> cases() {
    return cases;
  }

  /** The stored embeddings, a row for each clip. */
  public EmbeddingTable table() {
    return table;
  }

  /**
   * The features of all rows of a case, [frames, dim] each.
   *
   * @param whole normalised features of the whole clip
   */
  public List<Features> features(Features whole, Case one) {
    int values = one.frames() * whole.bins();
    return one.starts().stream()
        .map(start -> start * whole.bins())
        .map(from -> Arrays.copyOfRange(whole.data(), from, from + values))
        .map(data -> new Features(one.frames(), whole.bins(), data))
        .toList();
  }
}
