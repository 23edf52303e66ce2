package org.speakerbench.engine.onnx;

import java.nio.FloatBuffer;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.MeanNormalizer;
import org.speakerbench.engine.spec.AxisOrder;

/** Features into a model's input, in the order of its axes; for one thread at a time. */
final class InputWriter {
  private final AxisOrder axes;
  private final MeanNormalizer normalizer = new MeanNormalizer();
  private float[] row = {};

  InputWriter(AxisOrder axes) {
    this.axes = axes;
  }

  /** Appends features; they are normalised and transposed on the way, without a copy of them. */
  void put(Features features, MeanNormalization mean, FloatBuffer out) {
    if (axes == AxisOrder.BATCH_BINS_FRAMES) {
      putTransposed(
          features, mean == MeanNormalization.CLIP ? normalizer.means(features) : null, out);
    } else if (mean == MeanNormalization.CLIP) {
      normalizer.put(features, out);
    } else {
      out.put(features.data(), 0, features.frames() * features.bins());
    }
  }

  private void putTransposed(Features features, float[] means, FloatBuffer out) {
    int frames = features.frames();
    int bins = features.bins();
    float[] data = features.data();
    if (row.length < frames) {
      row = new float[frames];
    }
    for (int b = 0; b < bins; b++) {
      float mean = means == null ? 0 : means[b];
      for (int f = 0; f < frames; f++) {
        row[f] = data[f * bins + b] - mean;
      }
      out.put(row, 0, frames);
    }
  }
}
