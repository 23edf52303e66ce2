package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Kaldi's compressed matrices. Source: {@code compressed-matrix.h} and {@code .cc}: after the kind
 * come least value, range (float) and sizes (int), then
 *
 * <ul>
 *   <li>{@code CM}: of each column four of 16 bits for 0, 25, 75 and 100% of its values, then its
 *       bytes, column by column, of which 0 to 64, to 192 and to 255 lie between these;
 *   <li>{@code CM2}, {@code CM3}: 16 or 8 bits a value, row by row.
 * </ul>
 */
final class KaldiCompressed {
  private static final int HEADER_BYTES = 16;
  private static final int COLUMN_BYTES = 8;

  /** As the sources have it, near 1 / 65535. */
  private static final float OF_16_BITS = 1.52590218966964e-05f;

  private KaldiCompressed() {}

  static StoredArray read(KaldiInput in, String kind) throws IOException {
    ByteBuffer header = in.bytes(HEADER_BYTES);
    float least = header.getFloat();
    float range = header.getFloat();
    int rows = header.getInt();
    int columns = header.getInt();
    long count = (long) rows * columns;
    if (rows < 0 || columns < 0 || count > Integer.MAX_VALUE) {
      throw in.wrong("found " + rows + " by " + columns + " values", "fewer than 2^31");
    }
    int[] shape = {rows, columns};
    return switch (kind) {
      case "CM" -> {
        ByteBuffer bytes = in.bytes((long) columns * COLUMN_BYTES + count);
        yield new StoredArray(
            StoredArray.Precision.COMPRESSED_SPEECH_FEATURE,
            shape,
            ofColumns(bytes, least, range, rows, columns));
      }
      case "CM2" -> {
        ByteBuffer bytes = in.bytes(count * Short.BYTES);
        float step = (float) (range * (1.0 / 65535.0));
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
          values[i] = least + Short.toUnsignedInt(bytes.getShort()) * step;
        }
        yield new StoredArray(StoredArray.Precision.COMPRESSED_16_BITS, shape, values);
      }
      default -> {
        ByteBuffer bytes = in.bytes(count);
        float step = (float) (range * (1.0 / 255.0));
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
          values[i] = least + Byte.toUnsignedInt(bytes.get()) * step;
        }
        yield new StoredArray(StoredArray.Precision.COMPRESSED_8_BITS, shape, values);
      }
    };
  }

  private static double[] ofColumns(
      ByteBuffer bytes, float least, float range, int rows, int columns) {
    double[] values = new double[rows * columns];
    int start = columns * COLUMN_BYTES;
    for (int column = 0; column < columns; column++) {
      float[] quarters = new float[4];
      for (int i = 0; i < quarters.length; i++) {
        int stored = Short.toUnsignedInt(bytes.getShort(column * COLUMN_BYTES + 2 * i));
        quarters[i] = least + range * OF_16_BITS * stored;
      }
      for (int row = 0; row < rows; row++) {
        int stored = Byte.toUnsignedInt(bytes.get(start + column * rows + row));
        values[row * columns + column] = between(quarters, stored);
      }
    }
    return values;
  }

  private static float between(float[] quarters, int stored) {
    if (stored <= 64) {
      return (float) (quarters[0] + (quarters[1] - quarters[0]) * stored * (1 / 64.0));
    }
    if (stored <= 192) {
      return (float) (quarters[1] + (quarters[2] - quarters[1]) * (stored - 64) * (1 / 128.0));
    }
    return (float) (quarters[2] + (quarters[3] - quarters[2]) * (stored - 192) * (1 / 63.0));
  }
}
