package org.speakerbench.engine.audio;

import java.util.List;
import java.util.Objects;

/**
 * What a WAV file holds, as its header says and its size confirms.
 *
 * @param sampleRateHz frames per second
 * @param channels samples per frame
 * @param frames complete frames that are present in the file, not those its header promises
 * @param bitsPerSample bits of one stored sample
 * @param encoding how one sample is stored
 * @param warnings what is wrong with the file without making its samples doubtful, one sentence
 *     each
 */
public record WavInfo(
    int sampleRateHz,
    int channels,
    long frames,
    int bitsPerSample,
    Encoding encoding,
    List<String> warnings) {

  /** How one sample is stored. */
  public enum Encoding {
    /** Little-endian integers: unsigned for 8 bits, two's complement for 16, 24 and 32. */
    PCM("pcm"),
    /** Little-endian IEEE 754 numbers of 32 or 64 bits. */
    FLOAT("float");

    private final String label;

    Encoding(String label) {
      this.label = label;
    }

    /** The name in machine-readable output: {@code pcm} or {@code float}. */
    public String label() {
      return label;
    }
  }

  public WavInfo {
    Objects.requireNonNull(encoding, "encoding");
    warnings = List.copyOf(warnings);
  }

  /** Length of the clip in seconds. */
  public double durationSeconds() {
    return frames / (double) sampleRateHz;
  }
}
