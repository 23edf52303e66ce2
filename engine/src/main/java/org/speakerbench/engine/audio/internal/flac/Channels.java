package org.speakerbench.engine.audio.internal.flac;

/** Pairs of channels that are stored with their difference (RFC 9639 section 4.2). */
final class Channels {
  private Channels() {}

  /** Bits of a channel as it is stored. */
  static int bits(int channel, int assignment, int bitsPerSample) {
    boolean side =
        assignment == FrameHeader.SIDE_RIGHT
            ? channel == 0
            : assignment >= FrameHeader.LEFT_SIDE && channel == 1;
    return side ? bitsPerSample + 1 : bitsPerSample;
  }

  /** Left and right of what is stored, in place. */
  static void restore(int assignment, long[][] block, int count) {
    if (assignment < FrameHeader.LEFT_SIDE) {
      return;
    }
    long[] first = block[0];
    long[] second = block[1];
    for (int i = 0; i < count; i++) {
      switch (assignment) {
        case FrameHeader.LEFT_SIDE -> second[i] = first[i] - second[i];
        case FrameHeader.SIDE_RIGHT -> first[i] += second[i];
        default -> {
          long side = second[i];
          long sum = first[i] << 1 | side & 1;
          first[i] = sum + side >> 1;
          second[i] = sum - side >> 1;
        }
      }
    }
  }

  /** Whether all samples have so many bits. */
  static boolean fit(long[][] block, int count, int bits) {
    long beyond = 0;
    for (long[] channel : block) {
      for (int i = 0; i < count; i++) {
        beyond |= channel[i] >> bits - 1 ^ channel[i] >> Long.SIZE - 1;
      }
    }
    return beyond == 0;
  }
}
