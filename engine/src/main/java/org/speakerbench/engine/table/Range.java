package org.speakerbench.engine.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Rows and columns of a matrix, or values of a vector: {@code 0:5}, {@code 0:5,2:3}, {@code :,2:3},
 * both ends included. As in Kaldi rows may end up to 2 behind the last, which are then fewer: the
 * ends of segments are rounded. Source: {@code ParseMatrixRangeSpecifier} of {@code
 * kaldi-holder.cc}.
 */
final class Range {
  /** So far behind the number of rows an end may not be. */
  private static final int TOLERANCE = 3;

  private static final Pattern RANGES =
      Pattern.compile("(?:(\\d{1,9}):(\\d{1,9})|:?)(?:,(?:(\\d{1,9}):(\\d{1,9})|:?))?");

  private Range() {}

  /** The part of an array that a range names. */
  static StoredArray of(StoredArray array, String range, String source) {
    Matcher ranges = RANGES.matcher(range.replace(" ", ""));
    boolean vector = array.isVector();
    if (!ranges.matches() || vector && range.contains(",")) {
      throw wrong(array, range, source);
    }
    int length = vector ? array.columns() : array.rows();
    int[] first = {0, length - 1};
    int[] columns = {0, array.columns() - 1};
    if (ranges.group(1) != null) {
      first = new int[] {number(ranges, 1), number(ranges, 2)};
    }
    if (ranges.group(3) != null) {
      columns = new int[] {number(ranges, 3), number(ranges, 4)};
    }
    if (first[0] > first[1]
        || first[0] >= length
        || first[1] >= length + TOLERANCE
        || columns[0] > columns[1]
        || columns[1] >= array.columns()) {
      throw wrong(array, range, source);
    }
    first[1] = Math.min(first[1], length - 1);
    return vector
        ? part(array, 0, 0, first, new int[1])
        : part(array, first[0], first[1], columns, new int[2]);
  }

  private static int number(Matcher ranges, int group) {
    return Integer.parseInt(ranges.group(group));
  }

  private static StoredArray part(
      StoredArray array, int firstRow, int lastRow, int[] columns, int[] shape) {
    int width = columns[1] - columns[0] + 1;
    int rows = lastRow - firstRow + 1;
    double[] values = new double[rows * width];
    for (int row = 0; row < rows; row++) {
      int from = (firstRow + row) * array.columns() + columns[0];
      System.arraycopy(array.values(), from, values, row * width, width);
    }
    shape[0] = rows;
    shape[shape.length - 1] = width;
    return new StoredArray(array.precision(), shape, values);
  }

  private static SpeakerbenchException wrong(StoredArray array, String range, String source) {
    return new SpeakerbenchException(
        source + ": found the range [" + range + "] of " + array + ", expected one inside of it");
  }
}
