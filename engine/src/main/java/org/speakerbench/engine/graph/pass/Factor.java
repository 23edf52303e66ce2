package org.speakerbench.engine.graph.pass;

import java.util.List;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/** A constant factor between a value and some of those that take it. */
final class Factor {
  private Factor() {}

  /**
   * Multiplies what nodes take.
   *
   * @param users nodes that take the value; not empty
   */
  static void insert(Graph graph, String value, List<Node> users, float factor) {
    Tensor constant = Tensor.of(graph.fresh("tuned/factor"), List.of(), factor);
    graph.put(constant);
    String product = graph.fresh("tuned/product");
    Node mul = Node.of("Mul", List.of(value, constant.name()), List.of(product));
    Node first = graph.nodes().stream().filter(users::contains).findFirst().orElseThrow();
    graph.insert(first, List.of(mul));
    for (Node user : users) {
      List<String> inputs =
          user.inputs().stream().map(input -> input.equals(value) ? product : input).toList();
      graph.replace(user, List.of(user.taking(inputs)));
    }
  }
}
