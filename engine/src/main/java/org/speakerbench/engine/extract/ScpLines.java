package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a {@code wav.scp} into lines, and these into an id and the rest, as bytes. */
final class ScpLines {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private byte[] line = new byte[256];
  private int length;

  ScpLines(InputStream in) {
    this.in = in;
  }

  /** Puts all lines of two fields or more into a store. */
  void readInto(LineStore store) throws IOException {
    long number = 0;
    while (next()) {
      number++;
      int start = skip(number == 1 && startsWithMark() ? BYTE_ORDER_MARK.length : 0, true);
      int idEnd = skip(start, false);
      int rest = skip(idEnd, true);
      int end = length;
      while (end > rest && isSpace(line[end - 1])) {
        end--;
      }
      if (rest < end) {
        boolean isLonger = skip(rest, false) < end && line[end - 1] != '|';
        store.add(
            number,
            line,
            new LineStore.Span(start, idEnd),
            new LineStore.Span(rest, end),
            isLonger);
      }
    }
  }

  /** Reads to the next line feed, as {@code std::getline} does; false at the end. */
  private boolean next() throws IOException {
    length = 0;
    int one = in.read();
    if (one < 0) {
      return false;
    }
    for (; one >= 0 && one != '\n'; one = in.read()) {
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) one;
    }
    return true;
  }

  private boolean startsWithMark() {
    return length >= BYTE_ORDER_MARK.length
        && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  /** The first place from {@code at} on where there is no white space, or where there is. */
  private int skip(int at, boolean space) {
    int next = at;
    while (next < length && isSpace(line[next]) == space) {
      next++;
    }
    return next;
  }

  /** White space of the C locale. */
  private static boolean isSpace(byte one) {
    return one == ' ' || one >= '\t' && one <= '\r';
  }
}
