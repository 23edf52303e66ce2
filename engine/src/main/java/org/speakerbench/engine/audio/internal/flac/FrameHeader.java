package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;

/**
 * The header of one frame (RFC 9639 section 9.1), held against its CRC-8 and against {@link
 * FlacInfo}.
 *
 * @param blockSize samples of each channel
 * @param assignment how channels are stored: below 8 as they are, else one of the pairs
 * @param numbersSamples whether {@code number} is that of the first sample, not of the frame
 * @param number place in the stream
 */
record FrameHeader(int blockSize, int assignment, boolean numbersSamples, long number) {
  static final int LEFT_SIDE = 8;
  static final int SIDE_RIGHT = 9;
  static final int MID_SIDE = 10;

  private static final int SYNC = 0b111111111111100;
  private static final int[] RATES_HZ = {
    0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000
  };
  private static final int[] BITS = {0, 8, 12, -1, 16, 20, 24, 32};

  /** Whether 16 bits may begin a frame. */
  static boolean mayBegin(int bits) {
    return bits >> 1 == SYNC;
  }

  static FrameHeader read(BitReader in, FlacInfo info) throws IOException {
    long at = in.position();
    in.startChecks();
    if (in.bits(15) != SYNC) {
      throw wrong(at, "found no frame");
    }
    boolean numbersSamples = in.bits(1) == 1;
    int blockCode = (int) in.bits(4);
    int rateCode = (int) in.bits(4);
    int assignment = (int) in.bits(4);
    int bits = BITS[(int) in.bits(3)];
    boolean reserved = in.bits(1) == 1;
    if (reserved || blockCode == 0 || rateCode == 15 || assignment > MID_SIDE || bits < 0) {
      throw wrong(at, "found a frame with reserved values");
    }
    long number = codedNumber(in, at);
    int blockSize = blockSize(in, blockCode);
    int rateHz = rate(in, rateCode);
    int crc = in.crc8();
    if (in.bits(8) != crc) {
      throw wrong(at, "found a frame whose header's checksum (CRC-8) is wrong");
    }
    int channels = assignment < LEFT_SIDE ? assignment + 1 : 2;
    if (channels != info.channels()
        || bits != 0 && bits != info.bitsPerSample()
        || rateHz != 0 && rateHz != info.sampleRateHz()) {
      throw wrong(at, "found a frame of another format than STREAMINFO says");
    }
    return new FrameHeader(blockSize, assignment, numbersSamples, number);
  }

  private static int blockSize(BitReader in, int code) throws IOException {
    return switch (code) {
      case 1 -> 192;
      case 2, 3, 4, 5 -> 144 << code;
      case 6 -> (int) in.bits(8) + 1;
      case 7 -> (int) in.bits(16) + 1;
      default -> 1 << code;
    };
  }

  /** The rate in hertz; 0 if it is that of the stream. */
  private static int rate(BitReader in, int code) throws IOException {
    return switch (code) {
      case 12 -> 1000 * (int) in.bits(8);
      case 13 -> (int) in.bits(16);
      case 14 -> 10 * (int) in.bits(16);
      default -> RATES_HZ[code];
    };
  }

  /** A number as UTF-8 codes characters, of up to 7 bytes. */
  private static long codedNumber(BitReader in, long at) throws IOException {
    int first = (int) in.bits(8);
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    if (ones == 1 || ones == 8) {
      throw wrong(at, "found a frame whose number is not coded as one");
    }
    long number = ones == 0 ? first : first & 0x7F >> ones;
    for (int i = 1; i < ones; i++) {
      int next = (int) in.bits(8);
      if (next >> 6 != 0b10) {
        throw wrong(at, "found a frame whose number is not coded as one");
      }
      number = number << 6 | next & 0x3F;
    }
    return number;
  }

  private static FlacException wrong(long at, String problem) {
    return FlacException.damaged(problem + " at byte " + at + ", expected a sound one");
  }
}
