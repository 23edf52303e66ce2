package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * Which values of shape [batch, channels, frames] have the same number of frames. It is proved by
 * walking back through operators that keep the last axis to the value that they all come from.
 */
final class FrameAxis {
  /** Operators on each value alone, and those whose other inputs are per channel. */
  private static final Set<String> EACH_VALUE =
      Set.of(
          "BatchNormalization",
          "Cast",
          "Clip",
          "Dropout",
          "Elu",
          "HardSigmoid",
          "Identity",
          "LeakyRelu",
          "Relu",
          "Sigmoid",
          "Tanh");

  private FrameAxis() {}

  /** The value furthest back that is known to have as many frames as this one. */
  static String origin(Graph graph, String value) {
    return Origin.of(value, any -> before(graph, any));
  }

  private static Optional<String> before(Graph graph, String value) {
    return graph
        .maker(value)
        .filter(node -> node.outputs().get(0).equals(value))
        .filter(
            node -> actsOnEachFrame(node) || isConcatOfChannels(node) || keepsLength(graph, node))
        .map(node -> node.input(0));
  }

  /** Whether each value of the first output comes of the same place of the first input alone. */
  static boolean actsOnEachFrame(Node node) {
    return node.domain().isEmpty() && EACH_VALUE.contains(node.operator());
  }

  /** Parts of a Concat may differ in the axis that they are put together along only. */
  static boolean isConcatOfChannels(Node node) {
    long axis = node.integer("axis", 0);
    return node.is("Concat") && (axis == 1 || axis == -2);
  }

  /** Whether a convolution along frames moves by one frame and is padded to the same length. */
  private static boolean keepsLength(Graph graph, Node node) {
    Optional<Long> kernel = kernel(graph, node);
    if (kernel.isEmpty() || !allOnes(node.integers("strides"))) {
      return false;
    }
    String automatic = node.text("auto_pad", "NOTSET");
    if (!automatic.equals("NOTSET")) {
      return automatic.startsWith("SAME") || kernel.get() == 1;
    }
    List<Long> dilations = node.integers("dilations");
    long dilation = dilations.isEmpty() ? 1 : dilations.get(0);
    long padded = node.integers("pads").stream().mapToLong(Long::longValue).sum();
    return padded == dilation * (kernel.get() - 1);
  }

  /** Whether a node is a convolution that takes one frame for each that it gives. */
  static boolean isPointwiseConvolution(Graph graph, Node node) {
    return kernel(graph, node).filter(kernel -> kernel == 1).isPresent()
        && keepsLength(graph, node)
        && node.inputs().size() <= 3; // a fourth of FusedConv is added, frame by frame
  }

  /** Length of the kernel of a convolution over one axis with constant weights. */
  private static Optional<Long> kernel(Graph graph, Node node) {
    boolean fused = node.operator().equals("FusedConv") && node.domain().equals("com.microsoft");
    return node.is("Conv") || fused
        ? weights(graph, node).map(Tensor::shape).filter(s -> s.size() == 3).map(s -> s.get(2))
        : Optional.empty();
  }

  static Optional<Tensor> weights(Graph graph, Node convolution) {
    return graph.constant(convolution.input(1));
  }

  private static boolean allOnes(List<Long> values) {
    return values.stream().allMatch(value -> value == 1);
  }
}
