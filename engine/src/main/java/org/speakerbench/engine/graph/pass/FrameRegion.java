package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * Neighbouring nodes on values of shape [batch, channels, frames] that do the same on [batch,
 * channels, 1, frames] once their attributes and constants have the axis too.
 *
 * @param nodes in the order of the graph
 * @param values what they give, and nothing else
 */
record FrameRegion(List<Node> nodes, Set<String> values) {
  private static final Set<String> BROADCAST = Set.of("Add", "Div", "Max", "Min", "Mul", "Sub");

  /** All of a graph, as large as they can be; each has a convolution at least. */
  static List<FrameRegion> in(Graph graph) {
    Shapes shapes = new Shapes(graph);
    List<Set<String>> regions = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<Set<String>> behind =
          regions.stream()
              .filter(values -> node.inputs().stream().anyMatch(values::contains))
              .toList();
      Set<String> joined = new HashSet<>();
      behind.forEach(joined::addAll);
      if (isContinuedBy(graph, shapes, joined, node)) {
        joined.add(node.outputs().get(0));
        regions.removeAll(behind);
        regions.add(joined);
      }
    }
    return regions.stream().map(values -> of(graph, values)).toList();
  }

  private static FrameRegion of(Graph graph, Set<String> values) {
    return new FrameRegion(
        graph.nodes().stream().filter(node -> values.contains(node.outputs().get(0))).toList(),
        values);
  }

  /** How many of its nodes are convolutions. */
  long convolutions() {
    return nodes.stream().filter(node -> node.is("Conv")).count();
  }

  /** Whether a node may join a region of these values; a convolution may begin one too. */
  private static boolean isContinuedBy(Graph graph, Shapes shapes, Set<String> values, Node node) {
    if (isConvolution(graph, node)) {
      return true;
    }
    if (node.outputs().size() != 1 || node.inputs().stream().noneMatch(values::contains)) {
      return false;
    }
    boolean first = values.contains(node.input(0));
    if (node.is("MatMul")) {
      return first && shapes.rank(node.input(1)).equals(Optional.of(2));
    }
    if (isBroadcast(node)) {
      return node.inputs().stream()
          .allMatch(input -> values.contains(input) || isConstantOfThreeAxes(graph, input));
    }
    return (first && isOfEachChannel(node)) || FrameAxis.isConcatOfChannels(node);
  }

  /** Or fewer: one of more would give its axes to the result. */
  private static boolean isConstantOfThreeAxes(Graph graph, String value) {
    return graph.constant(value).filter(tensor -> tensor.shape().size() <= 3).isPresent();
  }

  /** Whether a node repeats values along axes of size 1 and acts on all. */
  static boolean isBroadcast(Node node) {
    return node.domain().isEmpty() && BROADCAST.contains(node.operator());
  }

  private static boolean isOfEachChannel(Node node) {
    return FrameAxis.actsOnEachFrame(node) || node.is("GlobalAveragePool");
  }

  /** Whether a node is a convolution along frames with constant weights of float32. */
  private static boolean isConvolution(Graph graph, Node node) {
    return node.is("Conv")
        && FrameAxis.weights(graph, node)
            .filter(weights -> weights.shape().size() == 3)
            .flatMap(Tensor::type)
            .equals(Optional.of(ElementType.FLOAT));
  }
}
