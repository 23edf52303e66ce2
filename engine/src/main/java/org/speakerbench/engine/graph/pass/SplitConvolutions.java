package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * A convolution whose output is cut into ranges of channels, as in a Res2Net block, becomes one
 * convolution for each range. In ONNX Runtime a Split leaves the blocked layout of convolutions.
 */
final class SplitConvolutions implements Pass {
  /** Operators on single elements that may stand between: they are done to each range. */
  private static final Set<String> ACTIVATIONS =
      Set.of("Clip", "Relu", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid");

  @Override
  public String name() {
    return "split-convolutions";
  }

  @Override
  public String does() {
    return "a convolution whose output, perhaps after an activation, is only cut into ranges of"
        + " channels becomes a convolution for each range, with that range of its weights";
  }

  @Override
  public String exact() {
    return "an output channel of a convolution is made of its own weights and bias only";
  }

  @Override
  public String unless() {
    return "the whole output is used as well, the ranges overlap, or the convolution has groups";
  }

  @Override
  public int apply(OnnxModel model) {
    int rewritten = 0;
    for (Node node : List.copyOf(model.graph().nodes())) {
      Optional<Convolution> convolution = Convolution.of(model.graph(), node);
      if (convolution.isPresent() && rewrite(model.graph(), convolution.get())) {
        rewritten++;
      }
    }
    return rewritten;
  }

  private static boolean rewrite(Graph graph, Convolution convolution) {
    String whole = convolution.node().outputs().get(0);
    Optional<Node> activation =
        graph
            .onlyUser(whole)
            .filter(user -> user.domain().isEmpty() && ACTIVATIONS.contains(user.operator()))
            .filter(user -> user.inputs().indexOf(whole) == user.inputs().lastIndexOf(whole));
    String cut = activation.map(node -> node.outputs().get(0)).orElse(whole);
    List<Node> cutters = graph.users(cut);
    List<ChannelParts.Part> parts = parts(graph, convolution, cut, cutters);
    if (parts.isEmpty()) {
      return false;
    }
    List<Node> made = new ArrayList<>();
    for (ChannelParts.Part part : parts) {
      String linear =
          activation.isEmpty() ? part.value() : graph.fresh("tuned/linear/" + part.value());
      made.add(
          convolution.outputs(part.from(), part.to()).node(convolution.node().input(0), linear));
      activation.ifPresent(node -> made.add(after(node, whole, linear, part.value())));
    }
    cutters.forEach(cutter -> graph.replace(cutter, List.of()));
    graph.replace(activation.orElse(convolution.node()), made);
    return true;
  }

  private static Node after(Node activation, String old, String input, String output) {
    return activation
        .taking(activation.inputs().stream().map(i -> i.equals(old) ? input : i).toList())
        .giving(List.of(output))
        .named(output);
  }

  /** None if the value goes elsewhere, too. */
  private static List<ChannelParts.Part> parts(
      Graph graph, Convolution convolution, String cut, List<Node> cutters) {
    List<ChannelParts.Part> parts = new ArrayList<>();
    int rank = 2 + convolution.kernel().size();
    for (Node cutter : cutters) {
      Optional<List<ChannelParts.Part>> found =
          ChannelParts.of(graph, cutter, convolution.outputs(), rank)
              .filter(any -> cutter.input(0).equals(cut));
      if (found.isEmpty()) {
        return List.of();
      }
      parts.addAll(found.get());
    }
    int taken = parts.stream().mapToInt(part -> part.to() - part.from()).sum();
    return graph.isOutput(cut) || taken > convolution.outputs() ? List.of() : parts;
  }
}
