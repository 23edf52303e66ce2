package org.speakerbench.engine.extract.internal;

import java.util.Arrays;

/**
 * An array of a {@code .npy} file, row-major.
 *
 * @param dtype {@code float32} or {@code float64}
 * @param shape size of each dimension
 * @param values all values as doubles, which hold every float32 exactly
 */
public record NpyArray(String dtype, int[] shape, double[] values) {

  /** The values of a float32 array. */
  public float[] floats() {
    return floats(0, values.length);
  }

  /** One row of a float32 matrix. */
  public float[] row(int index) {
    return floats(index * shape[1], shape[1]);
  }

  private float[] floats(int start, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) values[start + i];
    }
    return floats;
  }

  @Override
  public String toString() {
    return dtype + " " + Arrays.toString(shape);
  }
}
