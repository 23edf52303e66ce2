package org.speakerbench.engine.fbank;

/**
 * Features of one clip: {@code data} is [frames, bins], row-major. The array is not copied; it may
 * be longer than {@code frames * bins}.
 */
public record Features(int frames, int bins, float[] data) {

  public Features {
    if (frames < 0 || bins < 1 || (long) frames * bins > data.length) {
      throw new IllegalArgumentException(
          "features of [" + frames + ", " + bins + "] do not fit " + data.length + " values");
    }
  }

  /** The value of one frame and bin. */
  public float at(int frame, int bin) {
    return data[frame * bins + bin];
  }

  /**
   * A copy with the mean over frames subtracted from each bin: what the 3D-Speaker models take. The
   * mean is accumulated in double, so that it does not depend on the length of the clip.
   */
  public Features meanNormalized() {
    float[] out = new float[frames * bins];
    double[] sums = new double[bins];
    for (int f = 0; f < frames; f++) {
      int row = f * bins;
      for (int b = 0; b < bins; b++) {
        sums[b] += data[row + b];
      }
    }
    float[] means = new float[bins];
    for (int b = 0; b < bins; b++) {
      means[b] = (float) (sums[b] / frames);
    }
    for (int f = 0; f < frames; f++) {
      int row = f * bins;
      for (int b = 0; b < bins; b++) {
        out[row + b] = data[row + b] - means[b];
      }
    }
    return new Features(frames, bins, out);
  }

  @Override
  public String toString() {
    return "Features[" + frames + ", " + bins + "]";
  }
}
