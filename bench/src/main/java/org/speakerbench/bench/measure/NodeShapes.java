package org.speakerbench.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Shapes of what a node took and gave, as ONNX Runtime's profiler wrote them. A weight that a
 * kernel has packed is not among the inputs any more.
 */
public record NodeShapes(List<long[]> inputs, List<long[]> outputs) {
  /** From the arguments of the profiler's event; empty lists if it has none. */
  public static NodeShapes of(JsonNode arguments) {
    return new NodeShapes(
        shapes(arguments.path("input_type_shape")), shapes(arguments.path("output_type_shape")));
  }

  /** Shapes as in {@code [{"float": [1, 80, 298]}, ...]}. */
  private static List<long[]> shapes(JsonNode tensors) {
    List<long[]> shapes = new ArrayList<>();
    for (JsonNode tensor : tensors) {
      List<Long> shape = new ArrayList<>();
      tensor.elements().forEachRemaining(dims -> dims.forEach(dim -> shape.add(dim.asLong())));
      shapes.add(shape.stream().mapToLong(Long::longValue).toArray());
    }
    return shapes;
  }

  /** Values in the first input. */
  long inputValues() {
    return product(inputs.get(0), 0);
  }

  /** Values in the first output. */
  public long outputValues() {
    return product(outputs.get(0), 0);
  }

  /** Product of the sizes of a shape from an axis on. */
  static long product(long[] shape, int from) {
    long product = 1;
    for (int i = from; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }
}
