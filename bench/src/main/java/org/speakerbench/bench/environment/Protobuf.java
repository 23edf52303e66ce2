package org.speakerbench.bench.environment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message in wire format, one after the other: {@link #next()},
 * then the value or not. Nothing is copied but texts.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteBuffer bytes;
  private int field;
  private long number;
  private ByteBuffer content;

  /**
   * @param message its bytes, from position to limit; the position is not moved
   */
  Protobuf(ByteBuffer message) {
    bytes = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Goes to the next field.
   *
   * @return whether there is one
   * @throws IllegalArgumentException if this is no message
   */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long key = varint();
    field = (int) (key >>> 3);
    content = null;
    switch ((int) (key & 7)) {
      case VARINT -> number = varint();
      case FIXED_64 -> skip(Long.BYTES);
      case FIXED_32 -> skip(Integer.BYTES);
      case DELIMITED -> {
        int length = Math.toIntExact(varint());
        content = bytes.slice(bytes.position(), requireLeft(length));
        skip(length);
      }
      default -> throw new IllegalArgumentException("wire type " + (key & 7));
    }
    return true;
  }

  /** Number of the current field. */
  int field() {
    return field;
  }

  /** Value of the current field, an integer. */
  long number() {
    return number;
  }

  /**
   * The current field, a message.
   *
   * @throws IllegalArgumentException if it is none
   */
  Protobuf message() {
    return new Protobuf(content());
  }

  /**
   * The current field, a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  String text() {
    return StandardCharsets.UTF_8.decode(content().duplicate()).toString();
  }

  private ByteBuffer content() {
    if (content == null) {
      throw new IllegalArgumentException("field " + field + " has no content of its own");
    }
    return content;
  }

  private void skip(int length) {
    bytes.position(bytes.position() + requireLeft(length));
  }

  private int requireLeft(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException(
          "a field of " + length + " bytes with " + bytes.remaining() + " left");
    }
    return length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      requireLeft(1);
      byte next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }
}
