package org.speakerbench.engine.audio;

import java.util.List;
import java.util.Objects;

/**
 * What a WAV or FLAC file holds, as its header says and, of a WAV file, its size confirms.
 *
 * @param sampleRateHz frames per second
 * @param channels samples per frame
 * @param frames complete frames that are present in the file, not those its header promises; what a
 *     FLAC file's header promises is held against its frames when it is decoded
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
    /** Integers in whole bytes: unsigned for 8 bits and fewer, two's complement for more. */
    PCM("pcm"),
    /** IEEE 754 numbers of 32 or 64 bits. */
    FLOAT("float"),
    /** A-law of ITU-T G.711: 13 bits in 8. */
    A_LAW("a-law"),
    /** Mu-law of ITU-T G.711: 14 bits in 8. */
    MU_LAW("mu-law"),
    /** Free Lossless Audio Codec, RFC 9639: integers. */
    FLAC("flac");

    private final String label;

    Encoding(String label) {
      this.label = label;
    }

    /** The name in machine-readable output: {@code pcm}, {@code float}, {@code a-law} ... */
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
