package org.speakerbench.engine.graph.pass;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Ways in which files say an average pooling with a partial last window that some releases of ONNX
 * Runtime (CPU provider) compute wrongly, without a word: they divide the last window's sum by the
 * whole kernel. Each release was run, see {@code docs/parity.md}. Other ways (neither counted pads
 * nor a node Pad in front) were right on every release tried.
 */
public enum PoolingForm {
  /**
   * A node Pad in front, operators before opset 19, as torch 1.13 exports: Pad_Fusion, new in 1.21,
   * joins both and counts pads as the next form does.
   */
  PAD_IN_FRONT("a node Pad in front of AveragePool with ceil_mode", 21, 28),
  /**
   * {@code count_include_pad}, operators before opset 19, as torch 2.15 exports, and as ONNX
   * Runtime saves a graph after Pad_Fusion.
   */
  COUNTED_PADS("AveragePool with ceil_mode and count_include_pad", 0, 28),
  /** The same from opset 19 on, which has a kernel of its own. */
  COUNTED_PADS_RENEWED(
      "AveragePool with ceil_mode and count_include_pad of opset 19 or later", 0, 20);

  /** Since this opset AveragePool is a later version of itself, with dilations. */
  static final int RENEWED_OPSET = 19;

  private final String description;
  private final int firstWrong;
  private final int lastWrong;

  PoolingForm(String description, int firstWrong, int lastWrong) {
    this.description = description;
    this.firstWrong = firstWrong;
    this.lastWrong = lastWrong;
  }

  /** The forms that a model holds. */
  public static Set<PoolingForm> in(OnnxModel model) {
    Set<PoolingForm> forms = EnumSet.noneOf(PoolingForm.class);
    CeilingPool.in(model.graph()).stream()
        .map(pool -> pool.form(model))
        .flatMap(Optional::stream)
        .forEach(forms::add);
    return forms;
  }

  /**
   * Whether a model averages over a window that may be longer than what it is given: {@code
   * ceil_mode}, however the file says it.
   */
  public static boolean reachesOverTheEnd(OnnxModel model) {
    return !CeilingPool.in(model.graph()).isEmpty();
  }

  /** Whether ONNX Runtime 1.{@code minor} computes any of them wrongly. */
  public static boolean anyIsWrongIn(int minor) {
    return Arrays.stream(values()).anyMatch(form -> form.isWrongIn(minor));
  }

  /** Whether ONNX Runtime 1.{@code minor} computes it wrongly. */
  public boolean isWrongIn(int minor) {
    return minor >= firstWrong && minor <= lastWrong;
  }

  /** The releases that compute it wrongly, for example {@code 1.21 to 1.28}. */
  public String wrongReleases() {
    return (firstWrong == 0 ? "all" : "1." + firstWrong) + " to 1." + lastWrong;
  }

  /** What is in the file. */
  @Override
  public String toString() {
    return description;
  }
}
