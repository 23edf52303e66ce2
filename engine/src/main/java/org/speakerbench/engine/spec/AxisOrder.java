package org.speakerbench.engine.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In which order a model takes features. */
public enum AxisOrder {
  /** As FBank gives them: what 3D-Speaker's and WeSpeaker's exporters write. */
  BATCH_FRAMES_BINS("batch", "frames", "bins"),

  /** Bins first, as convolutions over time take them: features are transposed for it. */
  BATCH_BINS_FRAMES("batch", "bins", "frames");

  private final List<String> axes;

  AxisOrder(String... axes) {
    this.axes = List.of(axes);
  }

  /** The order with these names; empty if there is none. */
  static Optional<AxisOrder> of(List<String> names) {
    return Arrays.stream(values()).filter(order -> order.axes.equals(names)).findFirst();
  }

  List<String> names() {
    return axes;
  }

  /** The shape of features for a model. */
  public long[] shape(long batch, long frames, long bins) {
    long[] shape = {batch, batch, batch};
    shape[frames()] = frames;
    shape[bins()] = bins;
    return shape;
  }

  /** Which axis the frames are. */
  public int frames() {
    return axes.indexOf("frames");
  }

  /** Which axis the bins are. */
  public int bins() {
    return axes.indexOf("bins");
  }

  /** For example {@code [batch, frames, bins]}. */
  @Override
  public String toString() {
    return axes.toString();
  }
}
