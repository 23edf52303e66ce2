package org.speakerbench.engine.graph.pass;

import java.util.List;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/** Adds nodes in front of another, in the words of the model's opset; each gives one value. */
final class Writer {
  /** Since this opset the axes of Unsqueeze are an input. */
  private static final int AXES_AS_INPUT = 13;

  private final Graph graph;
  private final int opset;
  private final Node before;
  private final String prefix;

  /**
   * @param before the node that the new ones stand in front of
   * @param prefix what the names of their values begin with
   */
  Writer(Graph graph, int opset, Node before, String prefix) {
    this.graph = graph;
    this.opset = opset;
    this.before = before;
    this.prefix = prefix;
  }

  /** Adds a node, and returns the name of what it gives. */
  String add(String operator, String name, List<String> inputs, Attribute... attributes) {
    String made = graph.fresh(prefix + name);
    graph.insert(before, List.of(Node.of(operator, inputs, List.of(made), attributes)));
    return made;
  }

  String add(String operator, String name, String... inputs) {
    return add(operator, name, List.of(inputs));
  }

  String unsqueeze(String name, String value, long axis) {
    String made = graph.fresh(prefix + name);
    graph.insert(before, List.of(ofAxis("Unsqueeze", value, made, axis)));
    return made;
  }

  /** A node Squeeze or Unsqueeze, which is not in the graph yet. */
  Node ofAxis(String operator, String value, String made, long axis) {
    return opset < AXES_AS_INPUT
        ? Node.of(operator, List.of(value), List.of(made), Attribute.of("axes", List.of(axis)))
        : Node.of(operator, List.of(value, vector(axis)), List.of(made));
  }

  String cast(String name, String value, ElementType type) {
    return add("Cast", name, List.of(value), Attribute.of("to", (long) type.number()));
  }

  String scalar(long value) {
    return put(Tensor.of(graph.fresh(prefix + value), List.of(), value));
  }

  String scalar(float value) {
    return put(Tensor.of(graph.fresh(prefix + value), List.of(), value));
  }

  private String vector(long value) {
    return put(Tensor.of(graph.fresh(prefix + "axis_" + value), List.of(1L), value));
  }

  private String put(Tensor tensor) {
    graph.put(tensor);
    return tensor.name();
  }
}
