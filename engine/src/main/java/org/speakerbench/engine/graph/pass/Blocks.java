package org.speakerbench.engine.graph.pass;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * Which values of shape [batch, channels, height, width] ONNX Runtime's CPU provider has in blocks
 * of channels (NCHWc: convolutions with constant weights, and operators on them that need not be
 * taken out of the layout), and which it cannot have so for sure. Of others it is not said.
 */
final class Blocks {
  /** Channels of a block: 16 floats with AVX-512, 8 with AVX2. */
  static final long SIZE = 16;

  private static final Set<String> EACH_VALUE =
      Set.of("BatchNormalization", "Relu", "Sigmoid", "Tanh");

  private final Shapes shapes;
  private final Set<String> inside = new HashSet<>();
  private final Set<String> outside = new HashSet<>();

  Blocks(Graph graph) {
    shapes = new Shapes(graph);
    for (Node node : graph.nodes()) {
      String value = node.outputs().get(0);
      if (isConvolution(graph, node) || staysInside(node) || !narrowPartsOutside(node).isEmpty()) {
        inside.add(value);
      } else if (goesOut(node)) {
        outside.add(value);
      }
    }
  }

  private boolean isConvolution(Graph graph, Node node) {
    return node.is("Conv")
        && node.integer("group", 1) == 1
        && graph
            .constant(node.input(1))
            .filter(weights -> weights.shape().size() == 4 && isFloat(weights))
            .filter(weights -> isWhole(weights.shape().get(0)) && isWhole(weights.shape().get(1)))
            .isPresent();
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.type().filter(ElementType.FLOAT::equals).isPresent();
  }

  private static boolean isWhole(long channels) {
    return channels % SIZE == 0;
  }

  private boolean staysInside(Node node) {
    return node.domain().isEmpty()
        && (EACH_VALUE.contains(node.operator())
            ? inside.contains(node.input(0))
            : isConcat(node) && inside.containsAll(node.inputs()));
  }

  /** A product with a matrix has no blocks, nor has what takes one beside another value. */
  private boolean goesOut(Node node) {
    return node.is("MatMul")
        || ((node.is("Mul") || node.is("Add"))
            && node.inputs().stream().anyMatch(outside::contains));
  }

  private static boolean isConcat(Node node) {
    return node.is("Concat") && node.integer("axis", 0) == 1;
  }

  /**
   * The parts of a concatenation of channels that are outside, if all others are inside and there
   * are more channels of those; none else.
   */
  List<String> narrowPartsOutside(Node node) {
    List<String> found = node.inputs().stream().filter(outside::contains).toList();
    boolean clear =
        isConcat(node)
            && node.inputs().stream()
                .allMatch(part -> inside.contains(part) || outside.contains(part))
            && node.inputs().stream().allMatch(part -> isWhole(channels(part)));
    long all = node.inputs().stream().mapToLong(this::channels).sum();
    long those = found.stream().mapToLong(this::channels).sum();
    return clear && 2 * those < all ? found : List.of();
  }

  /** Channels of a value; {@link Shapes#UNKNOWN}, which is no multiple of a block, if not known. */
  long channels(String value) {
    return shapes
        .rank(value)
        .filter(rank -> rank == 4)
        .flatMap(rank -> shapes.channels(value))
        .orElse(Shapes.UNKNOWN);
  }
}
