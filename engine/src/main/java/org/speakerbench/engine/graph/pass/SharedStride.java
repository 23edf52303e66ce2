package org.speakerbench.engine.graph.pass;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Pointwise convolutions with strides that read the same value, such as the first ones of a block
 * and its shortcut, read the positions that they take of it from one small copy.
 */
final class SharedStride implements Pass {
  @Override
  public String name() {
    return "shared-stride";
  }

  @Override
  public String does() {
    return "convolutions of one position with the same strides over the same value, two or more,"
        + " lose their strides and take a MaxPool of one position with them";
  }

  @Override
  public String exact() {
    return "the maximum of one position is itself: what is left are the positions that the"
        + " convolutions took";
  }

  @Override
  public String unless() {
    return "there is only one such convolution, or it has pads";
  }

  private record Source(String value, List<Long> strides) {}

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    Map<Source, String> copies = new LinkedHashMap<>();
    for (Node node : List.copyOf(graph.nodes())) {
      if (isStrided(graph, node)) {
        Source source = new Source(node.input(0), node.integers("strides"));
        long others =
            graph.users(source.value()).stream()
                .filter(user -> isStrided(graph, user) && source.equals(sourceOf(user)))
                .count();
        if (others > 1 && !copies.containsKey(source)) {
          copies.put(source, copy(graph, source, node));
        }
        if (copies.containsKey(source)) {
          Convolution one = Convolution.of(graph, node).orElseThrow();
          graph.replace(node, List.of(one.unstrided(copies.get(source))));
        }
      }
    }
    return copies.size();
  }

  private static Source sourceOf(Node node) {
    return new Source(node.input(0), node.integers("strides"));
  }

  private static boolean isStrided(Graph graph, Node node) {
    return Convolution.is(graph, node)
        && node.integers("strides").stream().anyMatch(stride -> stride != 1)
        && Convolution.isOfOnePosition(graph, node);
  }

  private static String copy(Graph graph, Source source, Node before) {
    String copy = graph.fresh("tuned/strided");
    List<Long> ones = source.strides().stream().map(any -> 1L).toList();
    graph.insert(
        before,
        List.of(
            Node.of(
                "MaxPool",
                List.of(source.value()),
                List.of(copy),
                Attribute.of("kernel_shape", ones),
                Attribute.of("strides", source.strides()))));
    return copy;
  }
}
