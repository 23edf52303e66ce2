package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * The last convolution of a block and that of its shortcut become one over the channels of both: a
 * sum of large values is read and written once less.
 */
final class MergedShortcut implements Pass {
  @Override
  public String name() {
    return "merged-shortcut";
  }

  @Override
  public String does() {
    return "the sum of two convolutions of one position without strides becomes one over the Concat"
        + " of what they take";
  }

  @Override
  public String exact() {
    return "a convolution sums over its input channels";
  }

  @Override
  public String unless() {
    return "a summand is used elsewhere, is not known to be as large as the other (one position may"
        + " be added to all), or has a quarter as many channels as they take, or fewer: then the sum"
        + " is cheap";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    int merged = 0;
    for (Node sum : List.copyOf(graph.nodes())) {
      if (sum.is("Add") && !sum.input(0).equals(sum.input(1))) {
        Optional<Convolution> first = summand(graph, sum.input(0));
        Optional<Convolution> second = summand(graph, sum.input(1));
        if (first.isPresent()
            && second.isPresent()
            && pays(first.get(), second.get())
            && SpatialOrigin.isSame(graph, sum.input(0), sum.input(1))) {
          merge(graph, sum, first.get(), second.get());
          merged++;
        }
      }
    }
    return merged;
  }

  private static Optional<Convolution> summand(Graph graph, String value) {
    return graph
        .maker(value)
        .filter(node -> graph.onlyUser(value).isPresent())
        .filter(node -> Convolution.is(graph, node) && Convolution.isOfOnePosition(graph, node))
        .filter(node -> node.integers("strides").stream().allMatch(stride -> stride == 1))
        .flatMap(node -> Convolution.of(graph, node));
  }

  private static boolean pays(Convolution first, Convolution second) {
    return first.kernel().equals(second.kernel())
        && first.outputs() == second.outputs()
        && ConcatConvolutions.FEWER * first.outputs() > first.inputs() + second.inputs();
  }

  private static void merge(Graph graph, Node sum, Convolution first, Convolution second) {
    List<String> parts = new ArrayList<>(parts(graph, first.node().input(0)));
    parts.addAll(parts(graph, second.node().input(0)));
    String both = graph.fresh("tuned/both");
    Node concat = Node.of("Concat", parts, List.of(both), Attribute.of("axis", 1));
    Node convolution = first.beside(second).node(both, sum.outputs().get(0));
    graph.replace(sum, List.of(concat, convolution));
  }

  /** What a concatenation of channels that goes nowhere else is made of. */
  private static List<String> parts(Graph graph, String value) {
    return graph
        .maker(value)
        .filter(node -> node.is("Concat") && node.integer("axis", 0) == 1)
        .filter(node -> graph.onlyUser(value).isPresent())
        .map(Node::inputs)
        .orElse(List.of(value));
  }
}
