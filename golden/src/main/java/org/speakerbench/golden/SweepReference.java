package org.speakerbench.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.fbank.Features;

/** The stored embeddings of one model for many frame counts of one clip. */
final class SweepReference {
  private final GoldenClip clip;
  private final ModelReference.Table table;
  private final List<Case> cases;

  /**
   * Clips of one length, cut out of the stored normalised features.
   *
   * @param frames length of each
   * @param names of the rows, as numpy writes the cut: {@code clip[64:362]}
   * @param starts first frame of each
   * @param firstRow row of the first in the stored table
   */
  record Case(int frames, List<String> names, List<Integer> starts, int firstRow) {

    int batch() {
      return names.size();
    }
  }

  private SweepReference(GoldenClip clip, ModelReference.Table table, List<Case> cases) {
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
    ModelReference.Table table =
        ModelReference.Table.read(files, model, rows, entry.pytorch(), entry.onnxruntime());
    return new SweepReference(clip, table, cases);
  }

  GoldenClip clip() {
    return clip;
  }

  List<Case> cases() {
    return cases;
  }

  ModelReference.Table table() {
    return table;
  }

  /** The features of all rows of a case, [frames, dim] each. */
  List<Features> features(Features whole, Case one) {
    int values = one.frames() * whole.bins();
    return one.starts().stream()
        .map(start -> start * whole.bins())
        .map(from -> Arrays.copyOfRange(whole.data(), from, from + values))
        .map(data -> new Features(one.frames(), whole.bins(), data))
        .toList();
  }
}
