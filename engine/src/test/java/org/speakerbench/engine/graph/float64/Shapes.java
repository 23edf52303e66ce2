package org.speakerbench.engine.graph.float64;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.graph.Node;

/** Constants, sizes, and arrays made of sizes. */
final class Shapes {
  private Shapes() {}

  static void addTo(Map<String, Operator> operators) {
    operators.put("Constant", Operator.of(call -> constant(call.node())));
    operators.put("Shape", Operator.of(Shapes::shape));
    operators.put("Size", Operator.of(call -> scalar(call.input(0).size())));
    operators.put("Range", Operator.of(Shapes::range));
    operators.put("ConstantOfShape", Operator.of(Shapes::constantOfShape));
  }

  private static Array scalar(long value) {
    return Array.integers(value).reshaped();
  }

  private static Array constant(Node node) {
    Optional<Array> tensor = node.tensor("value").map(Array::of);
    if (tensor.isPresent()) {
      return tensor.get();
    }
    if (node.has("value_int")) {
      return scalar(node.integer("value_int", 0));
    }
    if (node.has("value_ints")) {
      return Array.integers(
          node.integers("value_ints").stream().mapToLong(Long::longValue).toArray());
    }
    if (node.has("value_float")) {
      return Array.of(new int[0], node.number("value_float", 0));
    }
    throw new UnsupportedOperationException("Constant without value");
  }

  private static Array shape(Call call) {
    int[] shape = call.input(0).shape();
    int start = place(call.node().integer("start", 0), shape.length);
    int end = place(call.node().integer("end", shape.length), shape.length);
    return Array.integers(
        Arrays.stream(shape, start, Math.max(start, end)).asLongStream().toArray());
  }

  private static int place(long place, int rank) {
    return (int) Math.max(0, Math.min(rank, place < 0 ? place + rank : place));
  }

  private static Array range(Call call) {
    double start = call.input(0).values()[0];
    double step = call.input(2).values()[0];
    int count = (int) Math.max(0, Math.ceil((call.input(1).values()[0] - start) / step));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = start + i * step;
    }
    return call.input(0).like(new int[] {count}, values);
  }

  /** Zeros, if it does not say of what. */
  private static Array constantOfShape(Call call) {
    Array value = call.node().tensor("value").map(Array::of).orElse(Array.of(new int[] {1}, 0));
    int[] shape = call.input(0).ints();
    double[] values = new double[Array.size(shape)];
    Arrays.fill(values, value.values()[0]);
    return value.like(shape, values);
  }
}
