package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/** A node Clip whose bounds are constants: attributes before opset 11, inputs since then. */
record Clipping(Node node, float low, float high) {
  static Optional<Clipping> of(Graph graph, Node node) {
    if (!node.is("Clip")) {
      return Optional.empty();
    }
    Optional<Float> low = bound(graph, node, 1, "min", Float.NEGATIVE_INFINITY);
    Optional<Float> high = bound(graph, node, 2, "max", Float.POSITIVE_INFINITY);
    return low.isEmpty() || high.isEmpty()
        ? Optional.empty()
        : Optional.of(new Clipping(node, low.get(), high.get()));
  }

  private static Optional<Float> bound(
      Graph graph, Node node, int input, String attribute, float missing) {
    return node.input(input).isEmpty()
        ? Optional.of(node.number(attribute, missing))
        : number(graph, node.input(input));
  }

  /** The only element of a constant of float32. */
  static Optional<Float> number(Graph graph, String value) {
    return graph
        .constant(value)
        .filter(tensor -> tensor.type().equals(Optional.of(ElementType.FLOAT)))
        .filter(tensor -> tensor.elements() == 1)
        .map(tensor -> tensor.floats().get(0));
  }

  /** The same with both bounds so many times smaller. */
  Node divided(Graph graph, double divisor) {
    if (Float.isInfinite(low) && Float.isInfinite(high)) {
      return node;
    }
    float newLow = (float) (low / divisor);
    float newHigh = (float) (high / divisor);
    if (node.has("min") || node.has("max")) {
      return node.with(Attribute.of("min", newLow)).with(Attribute.of("max", newHigh));
    }
    return node.taking(List.of(node.input(0), put(graph, newLow), put(graph, newHigh)));
  }

  private static String put(Graph graph, float value) {
    Tensor tensor = Tensor.of(graph.fresh("tuned/bound"), List.of(), value);
    graph.put(tensor);
    return tensor.name();
  }
}
