package org.speakerbench.engine.extract;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ids and entries of a list as bytes in few large arrays: 12 bytes a line beside its own. */
final class LineStore {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int HEAD_BYTES = 3 * Integer.BYTES;

  /** Each a row of: line number, length of the id, length of the entry, id, entry. */
  private final List<ByteBuffer> blocks = new ArrayList<>();

  /** Block and place in it, of each line. */
  private long[] addresses = new long[1024];

  private int count;
  private int longer;

  /**
   * Adds a line.
   *
   * @param number of the line, from 1
   * @param id where it begins and ends in the text
   * @param entry the same, of the rest
   */
  void add(long number, byte[] text, Span id, Span entry, boolean isLonger) {
    int needed = HEAD_BYTES + id.length() + entry.length();
    if (blocks.isEmpty() || last().remaining() < needed) {
      blocks.add(ByteBuffer.allocate(Math.max(needed, BLOCK_BYTES)));
    }
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, count + (count >> 1));
    }
    ByteBuffer block = last();
    addresses[count++] = (long) (blocks.size() - 1) << Integer.SIZE | block.position();
    block.putInt((int) Math.min(number, Integer.MAX_VALUE));
    block.putInt(id.length()).putInt(entry.length());
    block.put(text, id.start(), id.length()).put(text, entry.start(), entry.length());
    longer += isLonger ? 1 : 0;
  }

  /** A part of a line, its end excluded. */
  record Span(int start, int end) {
    int length() {
      return end - start;
    }
  }

  private ByteBuffer last() {
    return blocks.get(blocks.size() - 1);
  }

  int count() {
    return count;
  }

  /** Lines of which more than the path is there. */
  int longer() {
    return longer;
  }

  /** The addresses of all lines in the order of the ids, equal ones in that of the lines. */
  long[] sorted() {
    Long[] boxed = new Long[count];
    Arrays.setAll(boxed, i -> addresses[i]);
    addresses = new long[0];
    Arrays.sort(boxed, this::compareIds);
    long[] sorted = new long[count];
    Arrays.setAll(sorted, i -> boxed[i]);
    return sorted;
  }

  /** Order of the bytes, none of which is negative: that of {@code std::string}. */
  int compareIds(long one, long other) {
    int a = at(one);
    int b = at(other);
    byte[] first = block(one).array();
    byte[] second = block(other).array();
    int firstId = a + HEAD_BYTES;
    int secondId = b + HEAD_BYTES;
    return Arrays.compareUnsigned(
        first,
        firstId,
        firstId + block(one).getInt(a + Integer.BYTES),
        second,
        secondId,
        secondId + block(other).getInt(b + Integer.BYTES));
  }

  int line(long address) {
    return block(address).getInt(at(address));
  }

  byte[] id(long address) {
    int start = at(address) + HEAD_BYTES;
    return Arrays.copyOfRange(
        block(address).array(), start, start + block(address).getInt(at(address) + Integer.BYTES));
  }

  byte[] entry(long address) {
    ByteBuffer block = block(address);
    int at = at(address);
    int start = at + HEAD_BYTES + block.getInt(at + Integer.BYTES);
    return Arrays.copyOfRange(block.array(), start, start + block.getInt(at + 2 * Integer.BYTES));
  }

  private ByteBuffer block(long address) {
    return blocks.get((int) (address >>> Integer.SIZE));
  }

  private static int at(long address) {
    return (int) address;
  }
}
