package org.speakerbench.engine.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The header of one RIFF chunk.
 *
 * @param id its four characters, the first in the lowest byte
 * @param offset where the header begins in the file
 * @param declaredBytes the size of the body, as the header claims
 */
record Chunk(int id, long offset, long declaredBytes) {

  static final int HEADER_BYTES = 8;

  static final int FMT = id("fmt ");
  static final int DATA = id("data");
  static final int FACT = id("fact");
  static final int DS64 = id("ds64");

  /**
   * A size that means "until the end of the file", as ffmpeg and others write it to a pipe; in RF64
   * files, that the size is in the {@code ds64} chunk.
   */
  static final long STREAMED = 0xFFFF_FFFFL;

  /** And sox this one. */
  private static final long STREAMED_SOX = 0x7FFF_F000L;

  /** Reads the header that {@code bytes} holds and that begins at {@code offset} in the file. */
  static Chunk parse(ByteBuffer bytes, long offset) {
    int start = bytes.position();
    int id = bytes.getInt(start);
    return new Chunk(
        bytes.order() == ByteOrder.BIG_ENDIAN ? Integer.reverseBytes(id) : id,
        offset,
        Integer.toUnsignedLong(bytes.getInt(start + 4)));
  }

  /** The same chunk with another size. */
  Chunk withSize(long size) {
    return new Chunk(id, offset, size);
  }

  /** Whether its id is of four characters that print, as those of all writers are. */
  boolean isPrintable() {
    return !name(id).contains("\\x");
  }

  long body() {
    return offset + HEADER_BYTES;
  }

  long end() {
    return body() + declaredBytes;
  }

  /** Chunks begin at even offsets: an odd one is followed by a byte that belongs to none. */
  long next() {
    return end() + (declaredBytes & 1);
  }

  boolean isStreamed() {
    return declaredBytes == STREAMED || declaredBytes == STREAMED_SOX;
  }

  @Override
  public String toString() {
    return "'" + name(id) + "' chunk at byte " + offset;
  }

  /** The four characters of an id, those that do not print as \xHH. */
  static String name(int id) {
    StringBuilder name = new StringBuilder();
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int c = id >>> shift & 0xFF;
      if (c >= ' ' && c <= '~') {
        name.append((char) c);
      } else {
        name.append(String.format(Locale.ROOT, "\\x%02X", c));
      }
    }
    return name.toString();
  }

  private static int id(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}
