package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;
import java.util.HexFormat;

/**
 * What the first metadata block says, {@code STREAMINFO} (RFC 9639 section 8.2).
 *
 * @param sampleRateHz samples per second and channel
 * @param channels 1 to 8
 * @param bitsPerSample 4 to 32
 * @param frames samples of one channel; 0 if the writer did not know
 * @param md5 of the samples, in hexadecimal; zeros if the writer did not know
 */
public record FlacInfo(int sampleRateHz, int channels, int bitsPerSample, long frames, String md5) {
  static final int BYTES = 34;

  private static final String NO_MD5 = "00000000000000000000000000000000";
  private static final int MIN_BITS = 4;

  static FlacInfo read(BitReader in) throws IOException {
    long at = in.position();
    in.skip(10); // smallest and largest block and frame, which no decoder needs
    int rateHz = (int) in.bits(20);
    int channels = (int) in.bits(3) + 1;
    int bits = (int) in.bits(5) + 1;
    if (bits < MIN_BITS) {
      throw new FlacException(
          FlacException.Kind.HEADER,
          "bits per sample in STREAMINFO at byte " + at + " is " + bits + ", expected 4 to 32");
    }
    long frames = in.bits(36);
    byte[] md5 = new byte[16];
    for (int i = 0; i < md5.length; i++) {
      md5[i] = (byte) in.bits(8);
    }
    return new FlacInfo(rateHz, channels, bits, frames, HexFormat.of().formatHex(md5));
  }

  /** Whether the samples can be held against an MD5. */
  public boolean hasMd5() {
    return !md5.equals(NO_MD5);
  }
}
