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
 * A region of images with its two axes exchanged; what goes out is turned back by a Transpose. Its
 * values get new names, as what the file says of the shapes of the old ones is true no more.
 */
final class TurnedImages {
  private static final String PREFIX = "rows/";
  private static final List<Long> EXCHANGED = List.of(0L, 1L, 3L, 2L);

  private final Graph graph;
  private final ImageRegion region;

  /** Images and weights by the name that they have in the old graph. */
  private final Map<String, String> turned = new HashMap<>();

  TurnedImages(Graph graph, ImageRegion region) {
    this.graph = graph;
    this.region = region;
  }

  void apply() {
    region.begins().forEach(this::begin);
    for (Node node : region.nodes()) {
      Node taking = turned(node);
      List<String> names = new ArrayList<>();
      List<Node> nodes = new ArrayList<>();
      for (String value : node.outputs()) {
        String made = graph.fresh(PREFIX + value);
        names.add(made);
        turned.put(value, made);
        if (graph.isOutput(value)
            || graph.users(value).stream().anyMatch(user -> !region.nodes().contains(user))) {
          nodes.add(
              Node.of("Transpose", List.of(made), List.of(value), Attribute.of("perm", EXCHANGED))
                  .named(made + "/out"));
        }
      }
      nodes.add(0, taking.giving(names));
      graph.replace(node, nodes);
    }
  }

  /** The value in front of a Transpose, as an image. */
  private void begin(String image, ImageRegion.Begin begin) {
    if (begin.unsqueeze() == null) {
      turned.put(image, begin.value());
      return;
    }
    String made = graph.fresh(PREFIX + image);
    Node unsqueeze = begin.unsqueeze();
    List<String> inputs = new ArrayList<>(unsqueeze.inputs());
    inputs.set(0, begin.value());
    graph.insert(unsqueeze, List.of(unsqueeze.taking(inputs).giving(List.of(made)).named(made)));
    turned.put(image, made);
  }

  private Node turned(Node node) {
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.replaceAll(input -> turned.getOrDefault(input, input));
    Node changed = node;
    if (node.is("Conv")) {
      inputs.set(1, weights(node));
    }
    for (String attribute : List.of("kernel_shape", "strides", "dilations")) {
      if (node.has(attribute)) {
        List<Long> both = node.integers(attribute);
        changed = changed.with(Attribute.of(attribute, List.of(both.get(1), both.get(0))));
      }
    }
    if (node.has("pads")) {
      List<Long> pads = node.integers("pads");
      changed =
          changed.with(
              Attribute.of("pads", List.of(pads.get(1), pads.get(0), pads.get(3), pads.get(2))));
    }
    return changed.taking(inputs);
  }

  /** The weights of a convolution [outputs, inputs, rows, columns], rows and columns exchanged. */
  private String weights(Node convolution) {
    return turned.computeIfAbsent(
        convolution.input(1),
        name -> {
          Tensor tensor = graph.constant(name).orElseThrow();
          List<Long> shape = tensor.shape();
          int rows = Math.toIntExact(shape.get(2));
          int columns = Math.toIntExact(shape.get(3));
          float[] values = new float[Math.toIntExact(tensor.elements())];
          tensor.floats().get(values);
          float[] exchanged = new float[values.length];
          int plane = rows * columns;
          for (int i = 0; i < values.length; i++) {
            int at = i % plane;
            exchanged[i - at + at % columns * rows + at / columns] = values[i];
          }
          String made = graph.fresh(PREFIX + name);
          graph.put(
              Tensor.of(
                  made,
                  List.of(shape.get(0), shape.get(1), (long) columns, (long) rows),
                  exchanged));
          return made;
        });
  }
}
