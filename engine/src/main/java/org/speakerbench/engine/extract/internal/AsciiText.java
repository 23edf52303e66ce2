package org.speakerbench.engine.extract.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ASCII text as bytes that grow; cleared and used again it allocates nothing. */
final class AsciiText {
  private byte[] bytes = new byte[1024];
  private int length;

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
  }

  void put(char character) {
    ensure(1);
    bytes[length++] = (byte) character;
  }

  void put(String text) {
    byte[] added = text.getBytes(StandardCharsets.US_ASCII);
    ensure(added.length);
    System.arraycopy(added, 0, bytes, length, added.length);
    length += added.length;
  }

  void put(char character, int times) {
    ensure(times);
    Arrays.fill(bytes, length, length + times, (byte) character);
    length += times;
  }

  /** A number that is not negative, with at least so many digits. */
  void put(int number, int digits) {
    int count = 1;
    for (int rest = number / 10; rest > 0 || count < digits; rest /= 10) {
      count++;
    }
    ensure(count);
    int rest = number;
    for (int at = length + count - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
