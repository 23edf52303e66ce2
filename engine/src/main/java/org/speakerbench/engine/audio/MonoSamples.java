package org.speakerbench.engine.audio;

import org.speakerbench.engine.audio.WavException.Reason;

/** One channel of several, and how many samples of it an array takes. */
final class MonoSamples {

  /** The largest array that common virtual machines allocate. */
  static final int MAX = Integer.MAX_VALUE - 8;

  private MonoSamples() {}

  /** The number of samples, if an array takes them. */
  static int requireCount(long count, String file) throws WavException {
    if (count > MAX) {
      throw new WavException(
          Reason.TOO_LARGE, file, "found " + count + " samples, expected at most " + MAX);
    }
    return (int) count;
  }

  /** One channel of interleaved frames. */
  static void pick(float[] block, int channels, int channel, float[] samples, int to, int count) {
    for (int i = 0; i < count; i++) {
      samples[to + i] = block[i * channels + channel];
    }
  }

  /** The mean of all channels of interleaved frames. */
  static void mean(float[] block, int channels, float[] samples, int to, int count) {
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += block[i * channels + c];
      }
      samples[to + i] = (float) (sum / channels);
    }
  }
}
