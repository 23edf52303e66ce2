package org.speakerbench.bench.matrix;

import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * Features that a model is asked about.
 *
 * @param name tells it from all others
 */
record Clip(String name, Features features) {
  /** Of normalised log-mel features of speech the standard deviation is about 3. */
  private static final float AMPLITUDE = 3;

  /**
   * Noise, which is another one for each length and index.
   *
   * @param index tells clips of one length apart
   */
  static Clip noise(int frames, int bins, int index) {
    float[] values = new SplitMix64(1000L * index + frames).noise(frames * bins, AMPLITUDE);
    return new Clip(
        "noise " + index + " of " + frames + " frames", new Features(frames, bins, values));
  }

  int frames() {
    return features.frames();
  }

  /** The same clip, each value moved at random by up to a share of itself. */
  Clip moved(double share) {
    SplitMix64 random = new SplitMix64(frames());
    float[] values = features.data().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) (1 + share * random.nextSymmetric());
    }
    return new Clip(name, new Features(frames(), features.bins(), values));
  }
}
