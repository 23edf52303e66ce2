package org.speakerbench.engine.graph.float64;

/** Copies of values that stand at even steps along each axis. */
final class Strided {
  private Strided() {}

  /**
   * @param first place of the first value
   * @param steps from one value to the next along each axis; may be 0 or negative
   */
  static double[] copy(double[] from, int first, int[] steps, int[] shape) {
    double[] to = new double[Array.size(shape)];
    if (to.length > 0) {
      copy(from, first, steps, shape, 0, to, 0);
    }
    return to;
  }

  /** Returns the place behind the last value written. */
  private static int copy(
      double[] from, int first, int[] steps, int[] shape, int axis, double[] to, int place) {
    if (axis == shape.length) {
      to[place] = from[first];
      return place + 1;
    }
    if (axis == shape.length - 1) {
      for (int i = 0; i < shape[axis]; i++) {
        to[place + i] = from[first + i * steps[axis]];
      }
      return place + shape[axis];
    }
    int next = place;
    for (int i = 0; i < shape[axis]; i++) {
      next = copy(from, first + i * steps[axis], steps, shape, axis + 1, to, next);
    }
    return next;
  }
}
