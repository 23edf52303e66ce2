package org.speakerbench.engine.extract.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Reads NumPy's format {@code .npy} as golden packs and embeddings use it: version 1.0, float32 or
 * float64, little endian, C order. Source: {@code numpy.lib.format}.
 */
public final class NpyReader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** Of the magic, before its version. */
  private static final int NAME_BYTES = 6;

  private static final int PREFIX_BYTES = MAGIC.length + Short.BYTES;
  private static final Pattern DTYPE = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

  private final byte[] bytes;
  private final String source;

  private NpyReader(byte[] bytes, String source) {
    this.bytes = bytes;
    this.source = source;
  }

  /**
   * Parses a whole file.
   *
   * @param source what messages call it
   * @throws SpeakerbenchException if it is another format, or longer or shorter than its header
   *     says
   */
  public static NpyArray parse(byte[] bytes, String source) {
    return new NpyReader(bytes, source).array();
  }

  /** Whether bytes start as the format does, in any version. */
  public static boolean isNpy(byte[] bytes) {
    return bytes.length >= NAME_BYTES && Arrays.equals(bytes, 0, NAME_BYTES, MAGIC, 0, NAME_BYTES);
  }

  private NpyArray array() {
    if (bytes.length < PREFIX_BYTES || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, 8)) {
      throw wrong("found another format", "NumPy's .npy, version 1.0");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = PREFIX_BYTES + Short.toUnsignedInt(buffer.getShort(MAGIC.length));
    if (start > bytes.length) {
      throw wrong("found " + bytes.length + " bytes", "a header that ends at byte " + start);
    }
    String header =
        new String(bytes, PREFIX_BYTES, start - PREFIX_BYTES, StandardCharsets.US_ASCII);
    boolean wide = isFloat64(field(DTYPE, header));
    if (!field(ORDER, header).equals("False")) {
      throw wrong("found Fortran order", "C order");
    }
    int[] shape = shape(field(SHAPE, header));
    long count = 1;
    for (int size : shape) {
      count = count * size;
      if (count > Integer.MAX_VALUE) {
        throw wrong("found shape " + Arrays.toString(shape), "fewer than 2^31 values");
      }
    }
    long expected = start + count * (wide ? Double.BYTES : Float.BYTES);
    if (bytes.length != expected) {
      throw wrong(
          "found " + bytes.length + " bytes", expected + " for shape " + Arrays.toString(shape));
    }
    return new NpyArray(
        wide ? "float64" : "float32", shape, values(buffer.position(start), (int) count, wide));
  }

  private boolean isFloat64(String descr) {
    return switch (descr) {
      case "<f4" -> false;
      case "<f8" -> true;
      default -> throw wrong("found dtype " + descr, "<f4 or <f8");
    };
  }

  private int[] shape(String text) {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(size -> !size.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw wrong("found shape (" + text + ")", "sizes below 2^31");
    }
  }

  private static double[] values(ByteBuffer buffer, int count, boolean wide) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = wide ? buffer.getDouble() : buffer.getFloat();
    }
    return values;
  }

  private String field(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw wrong("found the header " + header.strip(), "one that matches " + pattern);
    }
    return matcher.group(1);
  }

  private SpeakerbenchException wrong(String found, String expected) {
    return new SpeakerbenchException(source + ": " + found + ", expected " + expected);
  }
}
