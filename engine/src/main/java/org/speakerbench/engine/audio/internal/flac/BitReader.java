package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads a stream bit by bit, the most significant first, and checks what it has read. */
final class BitReader {
  private static final int BUFFER_BYTES = 32 * 1024;

  /** Behind the buffer's bytes, so that eight can always be taken at once. */
  private static final int SPARE_BYTES = Long.BYTES;

  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES + SPARE_BYTES];

  /** Of the buffer's first byte in the stream. */
  private long base;

  /** Next bit in the buffer. */
  private int bit;

  private int bytes;

  /** Checks of the bytes that were read since {@link #startChecks}, up to byte {@code checked}. */
  private int crc8;

  private int crc16;
  private int checked;

  BitReader(InputStream in) {
    this.in = in;
  }

  /** Number of the next byte in the stream; of the one that is partly read. */
  long position() {
    return base + (bit >>> 3);
  }

  /** The next {@code count} bits, at most 57, as an unsigned number. */
  long bits(int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    require(count);
    long word = (long) BIG_ENDIAN.get(buffer, bit >>> 3) << (bit & 7);
    bit += count;
    return word >>> Long.SIZE - count;
  }

  /** The next bits as a number in two's complement. */
  long signed(int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    return bits(count) << Long.SIZE - count >> Long.SIZE - count;
  }

  /** What is told of values that no valid frame has. */
  FlacException damaged(String found) {
    return FlacException.damaged(
        "found " + found + " in the frame before byte " + position() + ", expected valid ones");
  }

  /** How many zeros come before the next one; the one is read too. */
  long zeros() throws IOException {
    long zeros = 0;
    while (true) {
      require(1);
      int there = Math.min(56, 8 * bytes - bit);
      long word = (long) BIG_ENDIAN.get(buffer, bit >>> 3) << (bit & 7);
      int leading = Long.numberOfLeadingZeros(word);
      if (leading < there) {
        bit += leading + 1;
        return zeros + leading;
      }
      bit += there;
      zeros += there;
    }
  }

  /** Whether the stream goes on; the next bit is the first of a byte. */
  boolean more() throws IOException {
    return available(8);
  }

  /** The next 16 bits if they are there, which stay unread; else -1. */
  int peek16() throws IOException {
    return available(16) ? (int) ((long) BIG_ENDIAN.get(buffer, bit >>> 3) >>> 48) : -1;
  }

  /** Reads over whole bytes. */
  void skip(long count) throws IOException {
    for (long left = 8 * count; left > 0; ) {
      int step = (int) Math.min(left, 48);
      bits(step);
      left -= step;
    }
  }

  /** Goes on at the next whole byte; false if there were other bits than zeros before it. */
  boolean align() throws IOException {
    return bits(-bit & 7) == 0;
  }

  void startChecks() {
    crc8 = 0;
    crc16 = 0;
    checked = bit >>> 3;
  }

  /** CRC-8 of the whole bytes since {@link #startChecks}. */
  int crc8() {
    check();
    return crc8;
  }

  /** CRC-16 of the whole bytes since {@link #startChecks}. */
  int crc16() {
    check();
    return crc16;
  }

  private void check() {
    int now = bit >>> 3;
    crc8 = Crc.HEADER.update(crc8, buffer, checked, Math.min(now, bytes));
    crc16 = Crc.FRAME.update(crc16, buffer, checked, Math.min(now, bytes));
    checked = now;
  }

  private void require(int count) throws IOException {
    if (!available(count)) {
      throw new FlacException(
          FlacException.Kind.CUT,
          "ends at byte " + (base + bytes) + " inside of a frame or header, expected the rest");
    }
  }

  private boolean available(int count) throws IOException {
    if (bit + count <= 8 * bytes) {
      return true;
    }
    check();
    int start = bit >>> 3;
    System.arraycopy(buffer, start, buffer, 0, bytes - start);
    base += start;
    bytes -= start;
    bit &= 7;
    checked = 0;
    while (bytes < BUFFER_BYTES) {
      int read = in.read(buffer, bytes, BUFFER_BYTES - bytes);
      if (read < 0) {
        break;
      }
      bytes += read;
    }
    return bit + count <= 8 * bytes;
  }
}
