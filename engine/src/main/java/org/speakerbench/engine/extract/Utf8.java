package org.speakerbench.engine.extract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes that should be UTF-8. */
final class Utf8 {
  private Utf8() {}

  static boolean is(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The text; where it is no UTF-8, each byte that is not ASCII as {@code \xE9}. */
  static String shown(byte[] bytes) {
    if (is(bytes)) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) {
      text.append(one >= 0 ? String.valueOf((char) one) : String.format("\\x%02X", one & 0xFF));
    }
    return text.toString();
  }
}
