package org.speakerbench.engine.graph.float64;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** The same values in another shape or order. */
final class Layout {
  private Layout() {}

  static void addTo(Map<String, Operator> operators) {
    operators.put("Transpose", Operator.of(Layout::transpose));
    operators.put("Reshape", Operator.of(Layout::reshape));
    operators.put("Flatten", Operator.of(Layout::flatten));
    operators.put("Unsqueeze", Operator.of(Layout::unsqueeze));
    operators.put("Squeeze", Operator.of(Layout::squeeze));
    operators.put("Expand", Operator.of(Layout::expand));
  }

  private static Array transpose(Call call) {
    Array x = call.input(0);
    int last = x.rank() - 1;
    return call.node().has("perm")
        ? transposed(x, call.perAxis("perm", x.rank(), 0))
        : transposed(x, IntStream.rangeClosed(0, last).map(axis -> last - axis).toArray());
  }

  /** Axis {@code i} of the result is axis {@code order[i]} of the array. */
  static Array transposed(Array x, int... order) {
    int[] shape = Arrays.stream(order).map(axis -> x.shape()[axis]).toArray();
    int[] steps = Arrays.stream(order).map(x::stride).toArray();
    return x.like(shape, Strided.copy(x.values(), 0, steps, shape));
  }

  /** A size of 0 is that of the same axis, unless {@code allowzero}; one of -1 follows. */
  private static Array reshape(Call call) {
    Array x = call.input(0);
    int[] shape = call.input(1).ints();
    boolean zero = call.node().integer("allowzero", 0) == 1;
    int known = 1;
    int open = -1;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == 0 && !zero) {
        shape[axis] = x.shape()[axis];
      }
      if (shape[axis] == -1) {
        open = axis;
      } else {
        known *= shape[axis];
      }
    }
    if (open >= 0) {
      shape[open] = x.size() / known;
    }
    return x.reshaped(shape);
  }

  private static Array flatten(Call call) {
    Array x = call.input(0);
    int axis = x.axis(call.node().integer("axis", 1));
    int rows = Array.size(Arrays.copyOf(x.shape(), axis));
    return x.reshaped(rows, Array.size(Arrays.copyOfRange(x.shape(), axis, x.rank())));
  }

  private static Array unsqueeze(Call call) {
    Array x = call.input(0);
    long[] axes = call.integers("axes", 1);
    int[] shape = new int[x.rank() + axes.length];
    for (long axis : axes) {
      shape[(int) (axis < 0 ? axis + shape.length : axis)] = 1;
    }
    int own = 0;
    boolean[] added = new boolean[shape.length];
    Arrays.stream(axes).forEach(a -> added[(int) (a < 0 ? a + added.length : a)] = true);
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = added[axis] ? 1 : x.shape()[own++];
    }
    return x.reshaped(shape);
  }

  /** Without axes all of size 1 go. */
  private static Array squeeze(Call call) {
    Array x = call.input(0);
    long[] axes = call.integers("axes", 1);
    boolean[] gone = new boolean[x.rank()];
    for (int axis = 0; axis < gone.length; axis++) {
      gone[axis] = axes == null && x.shape()[axis] == 1;
    }
    if (axes != null) {
      Arrays.stream(axes).forEach(axis -> gone[x.axis(axis)] = true);
    }
    return x.reshaped(
        IntStream.range(0, x.rank()).filter(a -> !gone[a]).map(a -> x.shape()[a]).toArray());
  }

  private static Array expand(Call call) {
    Array x = call.input(0);
    int[] shape = Broadcast.shape(x.shape(), call.input(1).ints());
    return x.like(shape, Broadcast.values(x, shape));
  }
}
