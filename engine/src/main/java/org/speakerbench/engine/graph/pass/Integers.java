package org.speakerbench.engine.graph.pass;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/** Integers that a graph holds: as attributes in older operators, as inputs in newer ones. */
final class Integers {
  private Integers() {}

  /** The values of a constant; empty if it is none, or not of integers. */
  static Optional<List<Long>> of(Graph graph, String value) {
    return graph.constant(value).flatMap(Integers::of);
  }

  private static Optional<List<Long>> of(Tensor tensor) {
    ElementType type = tensor.type().orElse(ElementType.STRING);
    if (type != ElementType.INT64 && type != ElementType.INT32) {
      return Optional.empty();
    }
    ByteBuffer bytes = tensor.bytes();
    List<Long> values = new ArrayList<>();
    while (bytes.hasRemaining()) {
      values.add(type == ElementType.INT64 ? bytes.getLong() : bytes.getInt());
    }
    return Optional.of(values);
  }

  /** The attribute of a name, or the constant input that took its place in later opsets. */
  static Optional<List<Long>> of(Graph graph, Node node, String attribute, int input) {
    return node.has(attribute)
        ? Optional.of(node.integers(attribute))
        : of(graph, node.input(input));
  }

  /** Whether a node has exactly these axes, counted from the front or from the back. */
  static boolean hasAxis(Graph graph, Node node, int input, int axis, int rank) {
    return of(graph, node, "axes", input)
        .filter(
            axes -> axes.equals(List.of((long) axis)) || axes.equals(List.of((long) axis - rank)))
        .isPresent();
  }
}
