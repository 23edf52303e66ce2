package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * Images that a Transpose makes, and what is made of them by nodes that do the same on images whose
 * two axes are exchanged, once their kernels are exchanged too.
 *
 * @param begins images that the file makes by a Transpose, by name, and the value whose axes it
 *     exchanges: of three axes if {@code Unsqueeze} stands behind it, else of four
 * @param nodes those that the images go through, in the order of the graph
 */
record ImageRegion(Map<String, Begin> begins, List<Node> nodes) {
  private static final Set<String> WINDOWS = Set.of("AveragePool", "MaxPool");
  private static final Set<String> BROADCAST =
      Set.of("Add", "Div", "Max", "Min", "Mul", "Sub", "Sum");

  /**
   * Where images come from.
   *
   * @param value in front of the Transpose
   * @param unsqueeze the node that makes an image of it; null if it has four axes already
   */
  record Begin(String value, Node unsqueeze) {}

  /** All of a graph. */
  static ImageRegion in(Graph graph) {
    Map<String, Begin> begins = new HashMap<>();
    Set<String> images = new HashSet<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Optional<Begin> begin = begin(graph, node);
      if (begin.isPresent()) {
        begins.put(node.outputs().get(0), begin.get());
        images.add(node.outputs().get(0));
      } else if (isTurnable(graph, node, images)) {
        nodes.add(node);
        images.addAll(node.outputs());
      }
    }
    return new ImageRegion(begins, nodes);
  }

  /** How many of its nodes are convolutions. */
  long convolutions() {
    return nodes.stream().filter(node -> node.is("Conv")).count();
  }

  private static Optional<Begin> begin(Graph graph, Node node) {
    if (node.is("Transpose") && node.integers("perm").equals(List.of(0L, 1L, 3L, 2L))) {
      return Optional.of(new Begin(node.input(0), null));
    }
    return Optional.of(node)
        .filter(any -> any.is("Unsqueeze") && Integers.hasAxis(graph, any, 1, 1, 4))
        .flatMap(any -> graph.maker(any.input(0)))
        .filter(any -> any.is("Transpose") && any.integers("perm").equals(List.of(0L, 2L, 1L)))
        .map(transpose -> new Begin(transpose.input(0), node));
  }

  private static boolean isTurnable(Graph graph, Node node, Set<String> images) {
    if (!node.domain().isEmpty() || node.inputs().stream().noneMatch(images::contains)) {
      return false;
    }
    boolean first = images.contains(node.input(0));
    boolean alone = node.inputs().stream().skip(1).noneMatch(images::contains);
    return switch (node.operator()) {
      case "Conv" -> first && alone && isInTwoAxes(graph, node);
      case "Concat" -> isOfChannels(node) && images.containsAll(node.inputs());
      case "Split" -> first && isOfChannels(node);
      case "Slice" -> first && Integers.hasAxis(graph, node, 3, 1, 4);
      default ->
          WINDOWS.contains(node.operator())
              ? node.outputs().size() == 1
              : BROADCAST.contains(node.operator())
                  ? node.inputs().stream()
                      .allMatch(in -> images.contains(in) || isSameForBothAxes(graph, in))
                  : FrameAxis.actsOnEachFrame(node) && first && alone && node.outputs().size() == 1;
    };
  }

  private static boolean isOfChannels(Node node) {
    long axis = node.integer("axis", 0);
    return axis == 1 || axis == -3;
  }

  private static boolean isInTwoAxes(Graph graph, Node convolution) {
    return FrameAxis.weights(graph, convolution)
        .filter(weights -> weights.shape().size() == 4)
        .flatMap(Tensor::type)
        .equals(Optional.of(ElementType.FLOAT));
  }

  /** A constant that is repeated along both axes of an image. */
  private static boolean isSameForBothAxes(Graph graph, String value) {
    return graph
        .constant(value)
        .map(Tensor::shape)
        .filter(shape -> shape.size() <= 4)
        .filter(
            shape ->
                shape.subList(Math.max(0, shape.size() - 2), shape.size()).stream()
                    .allMatch(size -> size == 1))
        .isPresent();
  }
}
