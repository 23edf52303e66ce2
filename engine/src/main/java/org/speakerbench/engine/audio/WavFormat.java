package org.speakerbench.engine.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.speakerbench.engine.audio.WavException.Reason;
import org.speakerbench.engine.audio.WavInfo.Encoding;

/**
 * What a {@code fmt } chunk says. Layout: Microsoft's {@code WAVEFORMATEX} and {@code
 * WAVEFORMATEXTENSIBLE} (mmreg.h).
 */
record WavFormat(Encoding encoding, int channels, int sampleRateHz, int bitsPerSample) {

  private static final int PLAIN_BYTES = 16;
  private static final int WITH_EXTENSION_SIZE_BYTES = 18;
  private static final int EXTENSIBLE_BYTES = 40;

  /** As much of the chunk as has a meaning here. */
  static final int MAX_BYTES = EXTENSIBLE_BYTES;

  private static final int COMPANDED_BITS = 8;
  private static final int MAX_PCM_BITS = 32;

  /** More than the largest microphone arrays; libsndfile stops at 1024. */
  private static final int MAX_CHANNELS = 256;

  /** Speech takes thousands of hertz, and the fastest audio converters 768 kHz. */
  static final int MIN_RATE_HZ = 100;

  static final int MAX_RATE_HZ = 768_000;

  /**
   * Bytes of one sample. Integers fill whole bytes: of 12 bits, say, they are the upper 12 of 16
   * (mmreg.h), so that they are read like those of 16.
   */
  int sampleBytes() {
    return (bitsPerSample + 7) / 8;
  }

  /** Bytes of one frame. */
  int blockAlign() {
    return channels * sampleBytes();
  }

  @Override
  public String toString() {
    return bitsPerSample
        + "-bit "
        + encoding.label()
        + " at "
        + sampleRateHz
        + " Hz in "
        + channels
        + (channels == 1 ? " channel" : " channels");
  }

  /**
   * Reads a {@code fmt } chunk.
   *
   * @param body the chunk's body, or its first {@link #MAX_BYTES}
   * @param warnings takes what is wrong but does not matter
   */
  static WavFormat parse(ByteBuffer body, Chunk chunk, String file, List<String> warnings)
      throws WavException {
    Fields fields = new Fields(body, chunk, file);
    long size = chunk.declaredBytes();
    if (size < PLAIN_BYTES) {
      throw fields.wrongSize("16, 18 or 40");
    }
    if (size != PLAIN_BYTES && size != WITH_EXTENSION_SIZE_BYTES && size != EXTENSIBLE_BYTES) {
      warnings.add(fields.sizeProblem("16, 18 or 40"));
    }
    int tag = fields.uint16(0);
    boolean extensible = tag == FormatTag.EXTENSIBLE;
    if (extensible && size < EXTENSIBLE_BYTES) {
      throw fields.wrongSize("40 for the extensible format");
    }
    Encoding encoding =
        extensible
            ? FormatTag.encodingOfSubFormat(
                fields.guidLow(24), fields.guidHigh(32), chunk.body() + 24, file)
            : FormatTag.encodingOf(tag, chunk.body(), file);

    int channels = fields.uint16(2);
    if (channels < 1 || channels > MAX_CHANNELS) {
      throw fields.wrong(
          Reason.BAD_CHANNEL_COUNT, "channel count", 2, channels, "1 to " + MAX_CHANNELS);
    }
    long rateHz = fields.uint32(4);
    if (rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) {
      throw fields.wrong(
          Reason.BAD_SAMPLE_RATE,
          "sample rate",
          4,
          rateHz,
          MIN_RATE_HZ + " to " + MAX_RATE_HZ + " Hz");
    }
    int bits = bits(fields, encoding, warnings);
    WavFormat format = new WavFormat(encoding, channels, (int) rateHz, bits);
    int blockAlign = fields.uint16(12);
    if (blockAlign != format.blockAlign()) {
      throw fields.wrong(
          Reason.BAD_BLOCK_ALIGN,
          "block align",
          12,
          blockAlign,
          format.blockAlign() + ": " + format);
    }
    int validBits = extensible ? fields.uint16(18) : 0;
    if (validBits > bits || encoding != Encoding.PCM && validBits != 0 && validBits != bits) {
      warnings.add(fields.problem("count of valid bits", 18, validBits, "0 or " + bits));
    }
    long byteRate = fields.uint32(8);
    if (byteRate != rateHz * blockAlign) {
      warnings.add(fields.problem("byte rate", 8, byteRate, "" + rateHz * blockAlign));
    }
    return format;
  }

  private static int bits(Fields fields, Encoding encoding, List<String> warnings)
      throws WavException {
    int bits = fields.uint16(14);
    String what = "bits per sample";
    switch (encoding) {
      case A_LAW, MU_LAW -> {
        if (bits != COMPANDED_BITS) {
          warnings.add(fields.problem(what, 14, bits, "8 for " + encoding.label()));
        }
        return COMPANDED_BITS;
      }
      case PCM -> {
        if (bits < 1 || bits > MAX_PCM_BITS) {
          throw fields.wrong(
              Reason.BAD_BITS_PER_SAMPLE, what, 14, bits, "1 to " + MAX_PCM_BITS + " for pcm");
        }
      }
      default -> {
        if (bits != Float.SIZE && bits != Double.SIZE) {
          throw fields.wrong(Reason.BAD_BITS_PER_SAMPLE, what, 14, bits, "32 or 64 for float");
        }
      }
    }
    return bits;
  }

  /** The numbers in the chunk's body and the words for what is wrong with them. */
  private record Fields(ByteBuffer body, Chunk chunk, String file) {

    int uint16(int index) {
      return Short.toUnsignedInt(body.getShort(body.position() + index));
    }

    long uint32(int index) {
      return Integer.toUnsignedLong(body.getInt(body.position() + index));
    }

    /** The first half of a GUID: numbers of 4, 2 and 2 bytes, each in the file's order. */
    long guidLow(int index) {
      return uint32(index) | (long) uint16(index + 4) << 32 | (long) uint16(index + 6) << 48;
    }

    /** The second half: eight bytes, in any file in this order. */
    long guidHigh(int index) {
      long half = body.getLong(body.position() + index);
      return body.order() == ByteOrder.BIG_ENDIAN ? Long.reverseBytes(half) : half;
    }

    WavException wrong(Reason reason, String what, int index, long found, String expected) {
      return new WavException(reason, file, problem(what, index, found, expected));
    }

    String problem(String what, int index, long found, String expected) {
      return what
          + " at byte "
          + (chunk.body() + index)
          + " is "
          + found
          + ", expected "
          + expected;
    }

    WavException wrongSize(String expected) {
      return new WavException(Reason.BAD_FMT_SIZE, file, sizeProblem(expected));
    }

    String sizeProblem(String expected) {
      return chunk + " has " + chunk.declaredBytes() + " bytes, expected " + expected;
    }
  }
}
