package org.speakerbench.engine.graph.float64;

/** Shapes put together as numpy does: from the last axis on, an axis of 1 is repeated. */
final class Broadcast {
  private Broadcast() {}

  static int[] shape(int[]... shapes) {
    int rank = 0;
    for (int[] shape : shapes) {
      rank = Math.max(rank, shape.length);
    }
    int[] common = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      common[axis] = 1;
      for (int[] shape : shapes) {
        int own = axis - rank + shape.length;
        int size = own < 0 ? 1 : shape[own];
        if (size != 1 && common[axis] != 1 && size != common[axis]) {
          throw new IllegalArgumentException("found " + size + " and " + common[axis] + " on axis");
        }
        common[axis] = size == 1 ? common[axis] : size;
      }
    }
    return common;
  }

  /** The values of an array for each place of a shape that it is repeated to. */
  static double[] values(Array array, int[] shape) {
    if (array.size() == Array.size(shape)) {
      return array.values();
    }
    int[] steps = new int[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      int own = axis - shape.length + array.rank();
      steps[axis] = own < 0 || array.shape()[own] == 1 ? 0 : array.stride(own);
    }
    return Strided.copy(array.values(), 0, steps, shape);
  }
}
