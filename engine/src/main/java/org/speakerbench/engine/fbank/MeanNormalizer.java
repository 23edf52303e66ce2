package org.speakerbench.engine.fbank;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Subtracts from each bin its mean over frames: what the 3D-Speaker models take. The mean is
 * accumulated in double, so that it does not depend on the length of the clip, and rounded once.
 *
 * <p>Keeps the memory for the means between calls: for one thread at a time.
 */
public final class MeanNormalizer {
  private double[] sums = {};
  private float[] means = {};
  private float[] row = {};

  /**
   * Appends the normalised features, [frames, bins], to a buffer in one pass: row by row, because
   * buffers take one value at a time slowly until they are compiled.
   */
  public void put(Features raw, FloatBuffer out) {
    means(raw);
    float[] data = raw.data();
    int bins = raw.bins();
    for (int f = 0; f < raw.frames(); f++) {
      int start = f * bins;
      for (int b = 0; b < bins; b++) {
        row[b] = data[start + b] - means[b];
      }
      out.put(row, 0, bins);
    }
  }

  /** The mean of each bin over frames; the array is of use until the next call. */
  public float[] means(Features raw) {
    int bins = raw.bins();
    if (means.length < bins) {
      sums = new double[bins];
      means = new float[bins];
      row = new float[bins];
    }
    Arrays.fill(sums, 0);
    float[] data = raw.data();
    for (int f = 0; f < raw.frames(); f++) {
      int row = f * bins;
      for (int b = 0; b < bins; b++) {
        sums[b] += data[row + b];
      }
    }
    for (int b = 0; b < bins; b++) {
      means[b] = (float) (sums[b] / raw.frames());
    }
    return means;
  }
}
