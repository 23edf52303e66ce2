package org.speakerbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.speakerbench.engine.SpeakerbenchException;

/** The bytes of a pickle, from the first on. */
final class PickleBytes {
  private final String name;
  private final ByteBuffer bytes;

  PickleBytes(String name, byte[] bytes) {
    this.name = name;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int unsignedByte() {
    require(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  int unsignedShort() {
    require(Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort());
  }

  int integer() {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  long unsignedInteger() {
    return Integer.toUnsignedLong(integer());
  }

  long longInteger() {
    require(Long.BYTES);
    return bytes.getLong();
  }

  /** A float64: the only numbers of a pickle that are big-endian. */
  double number() {
    return Double.longBitsToDouble(Long.reverseBytes(longInteger()));
  }

  byte[] bytes(long length) {
    require(length);
    byte[] read = new byte[(int) length];
    bytes.get(read);
    return read;
  }

  String text(long length, Charset charset) {
    return new String(bytes(length), charset);
  }

  /** A text up to the end of the line. */
  String line() {
    int start = bytes.position();
    while (unsignedByte() != '\n') {
      // on to its end
    }
    int length = bytes.position() - start - 1;
    return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
  }

  private void require(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw refused(
          "its end at byte " + bytes.limit(), length + " bytes from " + bytes.position() + " on");
    }
  }

  /** A refusal that says where. */
  SpeakerbenchException refused(String found, String expected) {
    return new SpeakerbenchException(
        name + ", byte " + bytes.position() + ": found " + found + ", expected " + expected);
  }
}
