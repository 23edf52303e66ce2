package org.speakerbench.engine.graph.float64;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Means, sums and the like over axes. */
final class Reduction {
  /** What becomes of the values. */
  enum Kind {
    MEAN,
    SUM,
    SUM_OF_SQUARES,
    NORM,
    PRODUCT,
    MAX,
    MIN
  }

  private Reduction() {}

  static void addTo(Map<String, Operator> operators) {
    add(operators, "ReduceMean", Kind.MEAN);
    add(operators, "ReduceSum", Kind.SUM);
    add(operators, "ReduceSumSquare", Kind.SUM_OF_SQUARES);
    add(operators, "ReduceL2", Kind.NORM);
    add(operators, "ReduceProd", Kind.PRODUCT);
    add(operators, "ReduceMax", Kind.MAX);
    add(operators, "ReduceMin", Kind.MIN);
  }

  private static void add(Map<String, Operator> operators, String name, Kind kind) {
    operators.put(name, Operator.of(call -> reduce(call, kind)));
  }

  /** Without axes over all of them, unless the node says that this means none. */
  private static Array reduce(Call call, Kind kind) {
    Array x = call.input(0);
    long[] axes = call.integers("axes", 1);
    boolean none = axes == null || axes.length == 0;
    if (none && call.node().integer("noop_with_empty_axes", 0) == 1) {
      return x;
    }
    int[] over =
        none
            ? IntStream.range(0, x.rank()).toArray()
            : Arrays.stream(axes).mapToInt(x::axis).toArray();
    return over(x, over, call.node().integer("keepdims", 1) == 1, kind);
  }

  static Array over(Array x, int[] axes, boolean keep, Kind kind) {
    boolean[] gone = new boolean[x.rank()];
    Arrays.stream(axes).forEach(axis -> gone[axis] = true);
    int[] all = IntStream.range(0, x.rank()).toArray();
    int[] kept = Arrays.stream(all).map(axis -> gone[axis] ? 1 : x.shape()[axis]).toArray();
    int[] order = // what is kept in front of what goes
        IntStream.concat(
                Arrays.stream(all).filter(axis -> !gone[axis]),
                Arrays.stream(all).filter(axis -> gone[axis]))
            .toArray();
    Array moved = Layout.transposed(x, order);
    double[] values = new double[Array.size(kept)];
    int count = values.length == 0 ? 0 : x.size() / values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = of(moved.values(), i * count, count, kind);
    }
    int[] shape =
        keep
            ? kept
            : Arrays.stream(all).filter(axis -> !gone[axis]).map(a -> x.shape()[a]).toArray();
    return x.like(shape, values);
  }

  private static double of(double[] values, int first, int count, Kind kind) {
    double result =
        switch (kind) {
          case MEAN, SUM, SUM_OF_SQUARES, NORM -> 0;
          case PRODUCT -> 1;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        };
    for (int i = first; i < first + count; i++) {
      double value = values[i];
      result =
          switch (kind) {
            case MEAN, SUM -> result + value;
            case SUM_OF_SQUARES, NORM -> result + value * value;
            case PRODUCT -> result * value;
            case MAX -> Math.max(result, value);
            case MIN -> Math.min(result, value);
          };
    }
    return switch (kind) {
      case MEAN -> result / count;
      case NORM -> Math.sqrt(result);
      default -> result;
    };
  }
}
