package org.speakerbench.engine.graph.pass;

import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;

/**
 * ERes2Net's attentional fusion of x and y, x (1 + tanh z) + y (1 - tanh z), as its exporters write
 * it: with 2 - (1 + tanh z) for the second factor, or with 1 - tanh z.
 *
 * @param sum the node that adds both
 * @param z makes z
 */
record Blend(Node sum, String x, String y, Convolution z) {
  /** The blend that a node gives. */
  static Optional<Blend> of(Graph graph, Node sum) {
    if (!sum.is("Add")) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      Optional<Node> first = product(graph, sum.input(side));
      Optional<Node> second = product(graph, sum.input(1 - side));
      if (first.isPresent() && second.isPresent()) {
        for (int factors = 0; factors < 4; factors++) {
          Optional<Blend> blend =
              of(graph, sum, first.get(), factors / 2, second.get(), factors % 2);
          if (blend.isPresent()) {
            return blend;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Blend> of(
      Graph graph, Node sum, Node first, int plusAt, Node second, int minusAt) {
    String plus = first.input(plusAt);
    String minus = second.input(minusAt);
    return tanh(graph, plus)
        .filter(tanh -> isMinus(graph, minus, plus, tanh.outputs().get(0)))
        .flatMap(tanh -> graph.maker(tanh.input(0)))
        .flatMap(node -> Convolution.of(graph, node))
        .map(z -> new Blend(sum, first.input(1 - plusAt), second.input(1 - minusAt), z));
  }

  private static Optional<Node> product(Graph graph, String value) {
    return graph.maker(value).filter(node -> node.is("Mul"));
  }

  /** The Tanh to which a value adds 1. */
  private static Optional<Node> tanh(Graph graph, String plus) {
    Optional<Node> sum = graph.maker(plus).filter(node -> node.is("Add"));
    for (int side = 0; sum.isPresent() && side < 2; side++) {
      Optional<Node> tanh = graph.maker(sum.get().input(side)).filter(node -> node.is("Tanh"));
      if (tanh.isPresent() && isNumber(graph, sum.get().input(1 - side), 1)) {
        return tanh;
      }
    }
    return Optional.empty();
  }

  private static boolean isMinus(Graph graph, String value, String plus, String tanh) {
    Optional<Node> difference = graph.maker(value).filter(node -> node.is("Sub"));
    return difference.isPresent()
        && (difference.get().input(1).equals(plus) && isNumber(graph, difference.get().input(0), 2)
            || difference.get().input(1).equals(tanh)
                && isNumber(graph, difference.get().input(0), 1));
  }

  private static boolean isNumber(Graph graph, String value, float expected) {
    return Clipping.number(graph, value).equals(Optional.of(expected));
  }
}
