package org.speakerbench.engine.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.Npy;

/** NumPy's arrays of text, dtype {@code <U}: UTF-32 filled up with zeros, all of one width. */
final class NpyStrings {
  private static final int PREFIX_BYTES = 10;
  private static final Pattern HEADER =
      Pattern.compile("'descr':\\s*'<U(\\d{1,6})'.*'shape':\\s*\\((\\d{1,9}),?\\)");

  private NpyStrings() {}

  /** Writes the ids. */
  static void write(Archive.Parts parts, OutputStream out) throws IOException {
    int width = 1;
    for (int at = 0; at < parts.size(); at++) {
      String id = parts.id(at);
      width = Math.max(width, id.codePointCount(0, id.length()));
    }
    out.write(Npy.header("<U" + width, parts.size()));
    for (int at = 0; at < parts.size(); at++) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
      parts.id(at).codePoints().forEach(bytes::putInt);
      out.write(bytes.array());
    }
  }

  /** Reads them. */
  static List<String> parse(byte[] npy, String source) {
    String start = new String(npy, 0, Math.min(npy.length, 1024), StandardCharsets.ISO_8859_1);
    Matcher header = HEADER.matcher(start);
    if (!header.find()) {
      throw new SpeakerbenchException(
          source + ": found another array, expected one of text, dtype <U and shape (n,)");
    }
    int width = 4 * Integer.parseInt(header.group(1));
    int count = Integer.parseInt(header.group(2));
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int from = PREFIX_BYTES + Short.toUnsignedInt(bytes.getShort(PREFIX_BYTES - Short.BYTES));
    long end = from + (long) width * count;
    if (end != npy.length) {
      throw new SpeakerbenchException(source + ": found " + npy.length + " bytes, expected " + end);
    }
    List<String> strings = new ArrayList<>();
    for (int at = from; at < end; at += width) {
      strings.add(string(Arrays.copyOfRange(npy, at, at + width), source));
    }
    return strings;
  }

  private static String string(byte[] utf32, String source) {
    ByteBuffer bytes = ByteBuffer.wrap(utf32).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining()) {
      int point = bytes.getInt();
      if (!Character.isValidCodePoint(point)) {
        throw new SpeakerbenchException(source + ": found " + point + ", expected UTF-32");
      }
      text.appendCodePoint(point);
    }
    return text.toString().replaceAll("\\x00+$", "");
  }
}
