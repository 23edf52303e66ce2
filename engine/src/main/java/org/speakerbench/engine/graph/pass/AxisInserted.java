package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * A region of a graph with an axis of size 1 in front of the frames: Unsqueeze where values come
 * in, Squeeze where they go out. Its values get new names, as what the file says of the shapes of
 * the old ones is true no more.
 */
final class AxisInserted {
  private static final String PREFIX = "2d/";
  private static final int AXIS = 2;

  private final Graph graph;
  private final int opset;
  private final FrameRegion region;

  /** By the name of the value in the old graph. */
  private final Map<String, String> inserted = new HashMap<>();

  AxisInserted(Graph graph, int opset, FrameRegion region) {
    this.graph = graph;
    this.opset = opset;
    this.region = region;
  }

  void apply() {
    for (Node node : region.nodes()) {
      String value = node.outputs().get(0);
      List<Node> outside =
          graph.users(value).stream().filter(user -> !region.nodes().contains(user)).toList();
      String made = graph.fresh(PREFIX + value);
      inserted.put(value, made);
      List<Node> nodes = new ArrayList<>(List.of(rewritten(node).giving(List.of(made))));
      Writer writer = new Writer(graph, opset, node, PREFIX);
      if (graph.isOutput(value) || !outside.stream().allMatch(AxisInserted::isWholeShape)) {
        nodes.add(writer.ofAxis("Squeeze", made, value, AXIS).named(made + "/out"));
      } else {
        outside.forEach(shape -> withoutAxis(shape, made));
      }
      graph.replace(node, nodes);
    }
  }

  private Node rewritten(Node node) {
    List<String> inputs = new ArrayList<>(node.inputs());
    if (node.is("Conv")) {
      inputs.set(0, value(node, inputs.get(0)));
      inputs.set(1, constant(FrameAxis.weights(graph, node).orElseThrow()));
      return inTwoAxes(node).taking(inputs);
    }
    boolean all = node.is("Concat") || FrameRegion.isBroadcast(node); // or the first only
    for (int i = 0; i < (all ? inputs.size() : 1); i++) {
      String input = inputs.get(i);
      inputs.set(
          i,
          graph.constant(input).isPresent() && !node.is("Concat")
              ? constant(graph.constant(input).get().named(input))
              : value(node, input));
    }
    Node taking = node.taking(inputs);
    return node.is("Concat") ? taking.with(Attribute.of("axis", 1L)) : taking;
  }

  /** A value with the axis; made in front of a node if it comes from outside. */
  private String value(Node node, String value) {
    return inserted.computeIfAbsent(
        value,
        missing -> {
          String made = graph.fresh(PREFIX + "in");
          Writer writer = new Writer(graph, opset, node, PREFIX);
          graph.insert(node, List.of(writer.ofAxis("Unsqueeze", value, made, AXIS)));
          return made;
        });
  }

  /**
   * A constant with the axis in front of its last; scalars and vectors are repeated as they are.
   */
  private String constant(Tensor tensor) {
    if (tensor.shape().size() < 2) {
      return tensor.name();
    }
    return inserted.computeIfAbsent(
        tensor.name(),
        missing -> {
          List<Long> shape = new ArrayList<>(tensor.shape());
          shape.add(shape.size() - 1, 1L);
          String made = graph.fresh(PREFIX + tensor.name());
          graph.put(Tensor.ofBytes(made, tensor.type().orElseThrow(), shape, tensor.bytes()));
          return made;
        });
  }

  private static Node inTwoAxes(Node convolution) {
    Node changed = convolution;
    for (String attribute : List.of("kernel_shape", "strides", "dilations")) {
      if (convolution.has(attribute)) {
        List<Long> one = convolution.integers(attribute);
        changed = changed.with(Attribute.of(attribute, List.of(1L, one.get(0))));
      }
    }
    if (convolution.has("pads")) {
      List<Long> pads = convolution.integers("pads");
      changed = changed.with(Attribute.of("pads", List.of(0L, pads.get(0), 0L, pads.get(1))));
    }
    return changed;
  }

  private static boolean isWholeShape(Node node) {
    return node.is("Shape") && !node.has("start") && !node.has("end");
  }

  /** The shape that a value had, from the one that it has. */
  private void withoutAxis(Node shape, String made) {
    Tensor axes = Tensor.of(graph.fresh(PREFIX + "axes"), List.of(3L), 0L, 1L, 3L);
    graph.put(axes);
    String whole = graph.fresh(PREFIX + "shape");
    graph.replace(
        shape,
        List.of(
            shape.taking(List.of(made)).giving(List.of(whole)),
            Node.of("Gather", List.of(whole, axes.name()), shape.outputs()).named(whole + "/out")));
  }
}
