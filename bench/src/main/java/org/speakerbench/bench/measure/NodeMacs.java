package org.speakerbench.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Multiply-accumulates of one node, from the shapes that ONNX Runtime's profiler saw. Layouts are
 * those of the ONNX operator specification.
 */
final class NodeMacs {
  /** Where the weights [M, C/group, kernel...] of a convolution are among its inputs. */
  private static final Map<String, Integer> CONVOLUTIONS =
      Map.of("Conv", 1, "ConvInteger", 1, "QLinearConv", 3);

  /** Products [..., M, K] by [..., K, N]: the first factor is the first input. */
  private static final Set<String> PRODUCTS =
      Set.of("MatMul", "MatMulInteger", "QLinearMatMul", "DynamicQuantizeMatMul", "MatMulNBits");

  /** Operators that multiply and accumulate in ways that their shapes alone do not tell. */
  private static final Set<String> OPAQUE =
      Set.of(
          "Attention",
          "DeformConv",
          "Einsum",
          "FusedConv",
          "FusedMatMul",
          "GRU",
          "GroupQueryAttention",
          "LSTM",
          "MultiHeadAttention",
          "RNN");

  private NodeMacs() {}

  /**
   * Of one node; 0 if its operator only moves, adds or compares values.
   *
   * @param arguments of the profiler's event
   * @return empty if they do not tell
   */
  static OptionalLong of(JsonNode arguments) {
    String operator = arguments.path("op_name").asText();
    if (OPAQUE.contains(operator)) {
      return OptionalLong.empty();
    }
    Integer weights = CONVOLUTIONS.get(operator);
    boolean product = PRODUCTS.contains(operator);
    boolean gemm = operator.equals("Gemm");
    boolean transposed = operator.equals("ConvTranspose");
    if (weights == null && !product && !gemm && !transposed) {
      return OptionalLong.of(0);
    }
    List<long[]> inputs = shapes(arguments.path("input_type_shape"));
    List<long[]> outputs = shapes(arguments.path("output_type_shape"));
    if (inputs.size() <= (weights == null ? 1 : weights) || outputs.isEmpty()) {
      return OptionalLong.empty();
    }
    long[] first = inputs.get(0);
    long out = product(outputs.get(0), 0);
    if (weights != null) {
      return OptionalLong.of(out * product(inputs.get(weights), 1));
    }
    if (transposed) { // weights [C, M/group, kernel...]: each input value meets all of its
      // channel's
      return OptionalLong.of(product(first, 0) * product(inputs.get(1), 1));
    }
    if (gemm) { // either factor may be transposed: M N K = (M K)(M N) / M
      long m = outputs.get(0)[0];
      return OptionalLong.of(m == 0 ? 0 : product(first, 0) / m * out);
    }
    return OptionalLong.of(out * first[first.length - 1]);
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

  private static long product(long[] shape, int from) {
    long product = 1;
    for (int i = from; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }
}
