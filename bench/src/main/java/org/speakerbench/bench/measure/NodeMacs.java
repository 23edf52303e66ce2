package org.speakerbench.bench.measure;

import static org.speakerbench.bench.measure.NodeShapes.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Multiply-accumulates of one node, from the shapes that ONNX Runtime's profiler saw. Layouts are
 * those of the ONNX operator specification; an optimised graph has fused nodes and nodes in blocks
 * of channels too, whose shapes are read the same way.
 */
public final class NodeMacs {
  /** Where the weights [M, C/group, kernel...] of a convolution are among its inputs. */
  private static final Map<String, Integer> CONVOLUTIONS =
      Map.of("Conv", 1, "FusedConv", 1, "ConvInteger", 1, "QLinearConv", 3);

  /** Products [..., M, K] by [..., K, N]: the first factor is the first input. */
  private static final Set<String> PRODUCTS =
      Set.of(
          "MatMul",
          "MatMulInteger",
          "MatMulIntegerToFloat",
          "QLinearMatMul",
          "DynamicQuantizeMatMul",
          "MatMulNBits");

  /** Products of two matrices, either of which may be transposed. */
  private static final Set<String> MATRICES = Set.of("Gemm", "FusedGemm", "QGemm");

  /** Operators that multiply and accumulate in ways that their shapes alone do not tell. */
  private static final Set<String> OPAQUE =
      Set.of(
          "Attention",
          "DeformConv",
          "Einsum",
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
  public static OptionalLong of(JsonNode arguments) {
    String operator = arguments.path("op_name").asText();
    if (OPAQUE.contains(operator)) {
      return OptionalLong.empty();
    }
    Integer weights = CONVOLUTIONS.get(operator);
    boolean matrices = MATRICES.contains(operator);
    boolean transposed = operator.equals("ConvTranspose");
    if (weights == null && !isProduct(operator) && !transposed) {
      return OptionalLong.of(0);
    }
    NodeShapes shapes = NodeShapes.of(arguments);
    if (shapes.inputs().isEmpty() || shapes.outputs().isEmpty()) {
      return OptionalLong.empty();
    }
    long out = shapes.outputValues();
    if (weights != null) {
      return kernel(shapes, weights, out);
    }
    if (transposed) { // weights [C, M/group, kernel...]: each input value meets its channel's
      return kernel(shapes, 1, shapes.inputValues());
    }
    if (matrices) { // M N K = (M K)(M N) / M
      long m = shapes.outputs().get(0)[0];
      return OptionalLong.of(m == 0 ? 0 : shapes.inputValues() / m * out);
    }
    long[] first = shapes.inputs().get(0);
    return OptionalLong.of(out * first[first.length - 1]);
  }

  /** Whether it is a product of matrices, with a constant second factor or without. */
  public static boolean isProduct(String operator) {
    return PRODUCTS.contains(operator) || MATRICES.contains(operator);
  }

  /** So many values, each of a kernel; empty if the weights were packed and their shape is lost. */
  private static OptionalLong kernel(NodeShapes shapes, int weights, long values) {
    if (shapes.inputs().size() <= weights) {
      return OptionalLong.empty();
    }
    long[] kernel = shapes.inputs().get(weights);
    return kernel.length == shapes.inputs().get(0).length
        ? OptionalLong.of(values * product(kernel, 1))
        : OptionalLong.empty();
  }
}
