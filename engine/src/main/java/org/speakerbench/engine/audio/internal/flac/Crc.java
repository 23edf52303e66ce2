package org.speakerbench.engine.audio.internal.flac;

/**
 * A cyclic redundancy check, most significant bit first, that begins with 0: CRC-8 (polynomial
 * 0x07) of frame headers and CRC-16 (0x8005) of frames, RFC 9639 sections 9.1.8 and 9.3.
 */
final class Crc {
  static final Crc HEADER = new Crc(8, 0x07);
  static final Crc FRAME = new Crc(16, 0x8005);

  private final int[] table = new int[256];
  private final int bits;
  private final int mask;

  private Crc(int bits, int polynomial) {
    this.bits = bits;
    mask = (1 << bits) - 1;
    for (int i = 0; i < table.length; i++) {
      int crc = i << bits - 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ ((crc >>> bits - 1 & 1) == 0 ? 0 : polynomial);
      }
      table[i] = crc & mask;
    }
  }

  /** The check of what came before and of bytes {@code from} to {@code to}. */
  int update(int crc, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      crc = (crc << 8 ^ table[(crc >>> bits - 8 ^ bytes[i]) & 0xFF]) & mask;
    }
    return crc;
  }
}
