package org.speakerbench.engine.graph.float64;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Tensor;

/**
 * Values of a graph, row-major. Integers and booleans are held as doubles too, which is exact up to
 * 2^53; larger ones stand for "to the end" only.
 *
 * @param isInteger whether they are integers or booleans, for which division and Cast differ
 */
public record Array(int[] shape, double[] values, boolean isInteger) {
  public Array {
    if (size(shape) != values.length) {
      throw new IllegalArgumentException(
          "found " + values.length + " values, expected shape " + Arrays.toString(shape));
    }
  }

  /** An array of numbers. */
  public static Array of(int[] shape, double... values) {
    return new Array(shape, values, false);
  }

  /** An array of integers on one axis. */
  static Array integers(long... values) {
    return new Array(
        new int[] {values.length}, Arrays.stream(values).asDoubleStream().toArray(), true);
  }

  static Array of(Tensor tensor) {
    ElementType type = tensor.type().orElseThrow();
    ByteBuffer bytes = tensor.bytes();
    double[] values = new double[Math.toIntExact(tensor.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case BOOL, INT8 -> bytes.get();
            default -> throw new UnsupportedOperationException("values of type " + type);
          };
    }
    int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
    return new Array(shape, values, type != ElementType.FLOAT && type != ElementType.DOUBLE);
  }

  int rank() {
    return shape.length;
  }

  int size() {
    return values.length;
  }

  static int size(int... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** An axis counted from the front, whichever way it was counted. */
  int axis(long axis) {
    return (int) (axis < 0 ? axis + rank() : axis);
  }

  /** How many values one step along an axis passes over. */
  int stride(int axis) {
    return size(Arrays.copyOfRange(shape, axis + 1, rank()));
  }

  /** As integers; one beyond 64 bits becomes the nearest. */
  long[] longs() {
    return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
  }

  int[] ints() {
    return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
  }

  /** The same values in another shape. */
  Array reshaped(int... shape) {
    return new Array(shape, values, isInteger);
  }

  /** Other values of the same kind. */
  Array like(int[] shape, double[] values) {
    return new Array(shape, values, isInteger);
  }
}
