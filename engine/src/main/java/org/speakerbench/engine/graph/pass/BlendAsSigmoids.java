package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * A {@link Blend} of two values with gates that are activations of convolutions. In ONNX Runtime 1
 * + t and 2 - t leave the blocked layout of convolutions.
 */
final class BlendAsSigmoids implements Pass {
  @Override
  public String name() {
    return "blend-as-sigmoids";
  }

  @Override
  public String does() {
    return "x (1 + tanh z) + y (1 - tanh z) of a convolution's z becomes"
        + " x sigmoid(2 z) + y sigmoid(-2 z), with 2 z and -2 z from two convolutions, and"
        + " convolutions that take it get twice as large weights";
  }

  @Override
  public String exact() {
    return "1 + tanh z is 2 sigmoid(2 z)";
  }

  @Override
  public String unless() {
    return "z is not made by a convolution of one group, or the blend is an output of the model";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    int rewritten = 0;
    for (Node node : List.copyOf(graph.nodes())) {
      Optional<Blend> blend = Blend.of(graph, node);
      String value = node.outputs().get(0);
      if (blend.isPresent() && !graph.isOutput(value) && areInNodes(graph, value)) {
        rewrite(graph, blend.get(), value);
        rewritten++;
      }
    }
    return rewritten;
  }

  private static boolean areInNodes(Graph graph, String value) {
    return graph.users(value).stream().noneMatch(user -> user.captured().contains(value));
  }

  private static void rewrite(Graph graph, Blend blend, String value) {
    Uses uses = Uses.of(graph, new Shapes(graph), value);
    for (Uses.Use use : uses.convolutions()) {
      use.read(graph).scaledInputs(use.from(), use.to(), 2).replace();
    }
    if (!uses.others().isEmpty()) {
      Factor.insert(graph, value, uses.others(), 2);
    }
    String ofX = gated(graph, blend, blend.x(), 2);
    String ofY = gated(graph, blend, blend.y(), -2);
    graph.replace(blend.sum(), List.of(blend.sum().taking(List.of(ofX, ofY))));
  }

  private static String gated(Graph graph, Blend blend, String value, double factor) {
    String z = graph.fresh("tuned/z");
    String gate = graph.fresh("tuned/gate");
    String product = graph.fresh("tuned/gated");
    Convolution scaled = blend.z().scaled(factor);
    graph.insert(blend.sum(), List.of(scaled.node(blend.z().node().input(0), z)));
    graph.insert(blend.sum(), List.of(Node.of("Sigmoid", List.of(z), List.of(gate))));
    graph.insert(blend.sum(), List.of(Node.of("Mul", List.of(value, gate), List.of(product))));
    return product;
  }
}
