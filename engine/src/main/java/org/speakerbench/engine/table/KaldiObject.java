package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * One vector or matrix as Kaldi writes it, binary or text. Sources: {@code kaldi-vector.cc}, {@code
 * kaldi-matrix.cc}. Text is float32, as Kaldi's readers of features take it.
 */
final class KaldiObject {
  private static final String KINDS =
      "a float or double vector or matrix, or a compressed matrix (FV, DV, FM, DM, CM, CM2, CM3)";
  private static final int LONGEST_NUMBER = 64;

  private KaldiObject() {}

  /** Reads what stands behind an id and a space, or at an offset. */
  static StoredArray read(KaldiInput in) throws IOException {
    if (in.peek() != 0) {
      return text(in);
    }
    in.read();
    if (in.read() != 'B') {
      throw in.wrong("found a zero byte", "\"B\" behind it, as of Kaldi's binary form");
    }
    String kind = in.word(LONGEST_NUMBER);
    in.read(); // the space
    return switch (kind) {
      case "FV" -> values(in, StoredArray.Precision.FLOAT32, size(in));
      case "DV" -> values(in, StoredArray.Precision.FLOAT64, size(in));
      case "FM" -> values(in, StoredArray.Precision.FLOAT32, size(in), size(in));
      case "DM" -> values(in, StoredArray.Precision.FLOAT64, size(in), size(in));
      case "CM", "CM2", "CM3" -> KaldiCompressed.read(in, kind);
      default -> throw in.wrong("found an object of kind \"" + kind + "\"", KINDS);
    };
  }

  private static int size(KaldiInput in) throws IOException {
    int bytes = in.read();
    if (bytes != Integer.BYTES) {
      throw in.wrong("found a size of " + bytes + " bytes", "one of " + Integer.BYTES);
    }
    int size = in.bytes(Integer.BYTES).getInt();
    if (size < 0) {
      throw in.wrong("found the size " + size, "0 or more");
    }
    return size;
  }

  private static StoredArray values(KaldiInput in, StoredArray.Precision precision, int... shape)
      throws IOException {
    boolean wide = precision == StoredArray.Precision.FLOAT64;
    long count = shape.length == 1 ? shape[0] : (long) shape[0] * shape[1];
    if (count > Integer.MAX_VALUE) { // whose bytes could be more than a long has
      throw in.wrong("found " + Arrays.toString(shape), "fewer than 2^31 values");
    }
    ByteBuffer bytes = in.bytes(count * (wide ? Double.BYTES : Float.BYTES));
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = wide ? bytes.getDouble() : bytes.getFloat();
    }
    return new StoredArray(precision, shape, values);
  }

  /** {@code [ 1 2 ]} is a vector; with a line feed behind the bracket it is a matrix. */
  private static StoredArray text(KaldiInput in) throws IOException {
    in.skipSpace();
    int bracket = in.read();
    if (bracket != '[') {
      String found = bracket == KaldiInput.END ? "the end" : "\"" + (char) bracket + "\"";
      throw in.wrong("found " + found, "\"[\", or a zero byte and \"B\"");
    }
    double[] values = new double[16];
    int count = 0;
    int columns = -1;
    int inRow = 0;
    boolean matrix = false;
    while (true) {
      int next = in.peek();
      if (next == '\n' || next == ']') {
        in.read();
        if (inRow > 0 && (matrix || next == '\n')) {
          if (columns >= 0 && columns != inRow) {
            throw in.wrong("found a row of " + inRow + " values", columns + " as before");
          }
          columns = inRow;
        }
        matrix |= next == '\n';
        inRow = next == ']' ? inRow : 0;
        if (next == ']') {
          break;
        }
      } else if (next == KaldiInput.END) {
        throw in.wrong("found the end", "\"]\"");
      } else if (next <= ' ' && next != 0) {
        in.read();
      } else {
        if (count == values.length) {
          values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = number(in);
        inRow++;
      }
    }
    int[] shape =
        matrix
            ? new int[] {count == 0 ? 0 : count / columns, Math.max(0, columns)}
            : new int[] {count};
    return new StoredArray(StoredArray.Precision.FLOAT32, shape, Arrays.copyOf(values, count));
  }

  private static float number(KaldiInput in) throws IOException {
    StringBuilder word = new StringBuilder();
    for (int next = in.peek(); next > ' ' && next != ']'; next = in.peek()) {
      if (word.length() == LONGEST_NUMBER) {
        throw in.wrong("found \"" + word.substring(0, 20) + "...\"", "a number");
      }
      word.append((char) in.read());
    }
    String text = word.toString();
    try {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "nan", "-nan", "+nan" -> Float.NaN;
        case "inf", "+inf", "infinity" -> Float.POSITIVE_INFINITY;
        case "-inf", "-infinity" -> Float.NEGATIVE_INFINITY;
        default -> Float.parseFloat(text);
      };
    } catch (NumberFormatException e) {
      throw in.wrong("found \"" + text + "\"", "a number");
    }
  }
}
