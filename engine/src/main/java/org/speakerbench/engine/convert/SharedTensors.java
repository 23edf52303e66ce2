package org.speakerbench.engine.convert;

import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * Tensors that the exporter wrote once because their values are equal, such as the scales of two
 * batch norms that no one trained: all but one are nodes Identity of it.
 */
final class SharedTensors {
  private SharedTensors() {}

  /** Gives each name a tensor of its own, so that its values can be others. */
  static void separate(Graph graph) {
    for (Node node : List.copyOf(graph.nodes())) {
      Optional<Tensor> tensor =
          node.is("Identity") ? graph.constant(node.input(0)) : Optional.empty();
      String name = node.outputs().get(0);
      if (tensor.isPresent() && !graph.isOutput(name)) {
        graph.put(tensor.get().named(name));
        graph.replace(node, List.of());
      }
    }
  }
}
