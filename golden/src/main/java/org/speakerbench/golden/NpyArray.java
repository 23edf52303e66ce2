package org.speakerbench.golden;

import java.util.Arrays;

/**
 * An array of a {@code .npy} file, row-major.
 *
 * @param dtype {@code float32} or {@code float64}
 * @param shape size of each dimension
 * @param values all values as doubles, which hold every float32 exactly
 */
record NpyArray(String dtype, int[] shape, double[] values) {

  /** The values of a float32 array. */
  float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** One row of a matrix. */
  float[] row(int index) {
    int columns = shape[1];
    return Arrays.copyOfRange(floats(), index * columns, (index + 1) * columns);
  }

  @Override
  public String toString() {
    return dtype + " " + Arrays.toString(shape);
  }
}
