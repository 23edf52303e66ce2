package org.speakerbench.engine.fbank;

import java.nio.FloatBuffer;
import org.speakerbench.engine.SpeakerbenchException;

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

  /**
   * Checks that an array can hold the features of a clip.
   *
   * @throws SpeakerbenchException if it would have too many values
   */
  public static void requireArray(long frames, int bins) {
    int most = (Integer.MAX_VALUE - 8) / bins; // the largest array of common virtual machines
    if (frames > most) {
      throw new SpeakerbenchException(
          "clip too long: found "
              + frames
              + " frames of "
              + bins
              + " values, expected at most "
              + most
              + " frames");
    }
  }

  /** The value of one frame and bin. */
  public float at(int frame, int bin) {
    return data[frame * bins + bin];
  }

  /** A copy with the mean over frames subtracted from each bin, see {@link MeanNormalizer}. */
  public Features meanNormalized() {
    float[] out = new float[frames * bins];
    new MeanNormalizer().put(this, FloatBuffer.wrap(out));
    return new Features(frames, bins, out);
  }

  @Override
  public String toString() {
    return "Features[" + frames + ", " + bins + "]";
  }
}
