package org.speakerbench.engine.audio;

import java.util.Objects;

/**
 * One mono clip: float samples and their rate.
 *
 * <p>Samples are dimensionless with full scale at 1: integer PCM of b bits is divided by 2^(b-1),
 * so they lie in [-1, 1) and the most negative integer is exactly -1 (Python's soundfile and
 * torchaudio do the same; the C++ runtime divides by 32767). Two sources may go outside that range:
 * float files are taken as they are, and 32-bit PCM of 2^31 - 64 and more rounds to 1.
 *
 * <p>The array is neither copied nor protected: who changes it changes the waveform. Two waveforms
 * are equal only when they share the array.
 *
 * @param samples the samples in time order; may be empty
 * @param sampleRateHz samples per second, positive
 */
public record Waveform(float[] samples, int sampleRateHz) {

  public Waveform {
    Objects.requireNonNull(samples, "samples");
    if (sampleRateHz <= 0) {
      throw new IllegalArgumentException(
          "expected a sample rate of at least 1 Hz, found " + sampleRateHz + " Hz");
    }
  }

  /** Length of the clip in seconds. */
  public double durationSeconds() {
    return samples.length / (double) sampleRateHz;
  }

  @Override
  public String toString() {
    return "Waveform[" + samples.length + " samples, " + sampleRateHz + " Hz]";
  }
}
