package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * Which values of shape [batch, channels, ...] have the same sizes behind the channels. It is
 * proved by walking back through operators that keep them to the value that they all come from.
 */
final class SpatialOrigin {
  /** Operators on each value alone, as far as others than the first input are bounds. */
  private static final Set<String> EACH_VALUE =
      Set.of(
          "BatchNormalization",
          "Clip",
          "HardSigmoid",
          "Identity",
          "LeakyRelu",
          "Relu",
          "Sigmoid",
          "Tanh");

  private static final Set<String> OF_TWO = Set.of("Add", "Mul", "Sub", "Div", "Max", "Min");

  private SpatialOrigin() {}

  /** Whether two values are known to have the same sizes. */
  static boolean isSame(Graph graph, String value, String other) {
    return of(graph, value).equals(of(graph, other));
  }

  /** The value furthest back that is known to have the sizes of this one. */
  static String of(Graph graph, String value) {
    return Origin.of(value, any -> before(graph, any));
  }

  private static Optional<String> before(Graph graph, String value) {
    Optional<Node> maker = graph.maker(value).filter(node -> node.domain().isEmpty());
    if (maker.isEmpty()) {
      return Optional.empty();
    }
    Node node = maker.get();
    if (OF_TWO.contains(node.operator())) {
      String first = of(graph, node.input(0));
      return Optional.of(first).filter(of(graph, node.input(1))::equals);
    }
    boolean keeps =
        EACH_VALUE.contains(node.operator())
            || (node.is("Concat") && node.integer("axis", 0) == 1)
            || (node.is("Conv") && keepsSizes(graph, node));
    return keeps ? Optional.of(node.input(0)) : Optional.empty();
  }

  /** Whether a convolution moves by one position and is padded to the same sizes. */
  private static boolean keepsSizes(Graph graph, Node node) {
    Optional<Tensor> weights = graph.constant(node.input(1));
    if (weights.isEmpty()
        || !node.text("auto_pad", "NOTSET").equals("NOTSET")
        || node.integers("strides").stream().anyMatch(stride -> stride != 1)) {
      return false;
    }
    List<Long> kernel = weights.get().shape().subList(2, weights.get().shape().size());
    List<Long> pads = node.integers("pads");
    List<Long> dilations = node.integers("dilations");
    for (int axis = 0; axis < kernel.size(); axis++) {
      long dilation = dilations.isEmpty() ? 1 : dilations.get(axis);
      long padded = pads.isEmpty() ? 0 : pads.get(axis) + pads.get(axis + kernel.size());
      if (padded != dilation * (kernel.get(axis) - 1)) {
        return false;
      }
    }
    return true;
  }
}
