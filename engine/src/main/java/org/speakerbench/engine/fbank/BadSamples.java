package org.speakerbench.engine.fbank;

import org.speakerbench.engine.audio.BadSampleException;

/** Says which sample it is that gives features that are not finite. */
final class BadSamples {
  private BadSamples() {}

  /**
   * The first sample that is not finite, or else the largest: its energy is too large for a float.
   *
   * @param base number in the clip of the sample at {@code start}
   */
  static BadSampleException in(float[] samples, int start, int end, long base) {
    int largest = start;
    for (int i = start; i < end; i++) {
      if (!Float.isFinite(samples[i])) {
        return new BadSampleException(
            base + i - start, "is " + samples[i] + ", expected finite samples");
      }
      if (Math.abs(samples[i]) > Math.abs(samples[largest])) {
        largest = i;
      }
    }
    return new BadSampleException(
        base + largest - start,
        "is "
            + samples[largest]
            + ", expected samples in [-1, 1): the energies are beyond what a float holds");
  }
}
