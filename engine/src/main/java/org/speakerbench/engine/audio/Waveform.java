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

  /** A clip of 16-bit PCM: the same samples as a WAV file of these integers gives. */
  public static Waveform ofPcm16(short[] pcm, int sampleRateHz) {
    return ofPcm16(pcm, 0, pcm.length, sampleRateHz);
  }

  /** The same of {@code length} integers of an array, from {@code start} on. */
  public static Waveform ofPcm16(short[] pcm, int start, int length, int sampleRateHz) {
    Objects.checkFromIndexSize(start, length, pcm.length);
    return new Waveform(Pcm16.decode(pcm, start, length), sampleRateHz);
  }

  /**
   * A clip of 16-bit PCM in little-endian bytes without a header, as a socket or a sound card gives
   * them, one channel: the same samples as a WAV file of these bytes gives.
   *
   * @throws BadSampleException if the number of bytes is odd
   */
  public static Waveform ofPcm16(byte[] pcm, int sampleRateHz) {
    return ofPcm16(pcm, 0, pcm.length, sampleRateHz);
  }

  /**
   * The same of {@code length} bytes of an array, from {@code start} on.
   *
   * @throws BadSampleException if {@code length} is odd
   */
  public static Waveform ofPcm16(byte[] pcm, int start, int length, int sampleRateHz) {
    Objects.checkFromIndexSize(start, length, pcm.length);
    int samples = length / Short.BYTES;
    if (length % Short.BYTES != 0) {
      throw new BadSampleException(
          samples,
          "is cut: found " + length + " bytes of 16-bit PCM, expected an even number of them");
    }
    float[] decoded = new float[samples];
    Pcm16.decode(pcm, start, decoded, 0, samples);
    return new Waveform(decoded, sampleRateHz);
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
