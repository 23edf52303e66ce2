package org.speakerbench.engine.graph.pass;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Value;

/**
 * Channels between convolutions, padded with zeros to a multiple of the block of ONNX Runtime's
 * layout (16 with AVX-512, 8 with AVX2): it takes in blocks only what is whole blocks.
 */
final class PaddedChannels implements Pass {
  private static final int BLOCK = 16;

  @Override
  public String name() {
    return "padded-channels";
  }

  @Override
  public String does() {
    return "values between convolutions of more than "
        + BLOCK
        + " channels, not a multiple of it, get channels of zeros: outputs with weights of zeros,"
        + " which the convolutions that take them multiply by zeros";
  }

  @Override
  public String exact() {
    return "ReLU, Clip around 0, tanh, sums and products keep zeros, and weights of zeros add"
        + " nothing";
  }

  @Override
  public String unless() {
    return "a value goes elsewhere than into convolutions, is an output of the model, or what is"
        + " added to it or multiplied with it is not of the same channels";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    Set<String> left = new HashSet<>();
    int padded = 0;
    for (Node node : List.copyOf(graph.nodes())) {
      String value = node.outputs().get(0);
      Optional<Node> now = graph.maker(value).filter(any -> Convolution.is(graph, any));
      if (now.isEmpty() || left.contains(value)) {
        continue;
      }
      int channels = Math.toIntExact(graph.constant(now.get().input(1)).get().shape().get(0));
      if (channels <= BLOCK || channels % BLOCK == 0) {
        continue;
      }
      Shapes shapes = new Shapes(graph);
      Optional<TiedValues> tied =
          TiedValues.of(graph, shapes, List.of(value), any -> keepingZeros(graph, any));
      Predicate<String> isAsWide = any -> shapes.channels(any).equals(Optional.of((long) channels));
      tied.ifPresent(group -> left.addAll(group.values()));
      if (tied.isPresent()
          && tied.get().others().isEmpty()
          && tied.get().values().stream().allMatch(isAsWide)) {
        pad(graph, tied.get(), channels);
        padded++;
      }
    }
    return padded;
  }

  /** The inputs of a node whose channels are as those of its output, and zero where they are. */
  private static List<String> keepingZeros(Graph graph, Node node) {
    boolean keeps =
        switch (node.domain().isEmpty() ? node.operator() : "") {
          // Sigmoids give others than 0: finite, and multiplied by zeros.
          case "Add", "Sum", "Mul", "Relu", "Sigmoid", "HardSigmoid", "Tanh" -> true;
          case "MaxPool" -> node.outputs().size() == 1;
          default ->
              Clipping.of(graph, node)
                  .filter(clip -> clip.low() <= 0 && clip.high() >= 0)
                  .isPresent();
        };
    return !keeps ? List.of() : node.is("Clip") ? List.of(node.input(0)) : node.inputs();
  }

  private static void pad(Graph graph, TiedValues tied, int channels) {
    int more = (BLOCK - channels % BLOCK) % BLOCK;
    for (String value : tied.made()) {
      new Uses.Use(value, 0, 0).read(graph).wider(channels + more).replace();
    }
    for (Uses.Use use : tied.uses()) {
      use.read(graph).ignoring(use.to(), more).replace();
    }
    Set<String> wider = new LinkedHashSet<>(tied.values());
    for (String value : tied.values()) {
      graph.users(value).stream()
          .filter(user -> user.is("Concat"))
          .forEach(concat -> wider.add(concat.outputs().get(0)));
    }
    // New names: what the file says of the shapes of the old ones is true no more.
    graph.described().stream()
        .map(Value::name)
        .filter(wider::contains)
        .forEach(value -> rename(graph, value));
  }

  private static void rename(Graph graph, String value) {
    Node maker = graph.maker(value).orElseThrow();
    String other = graph.fresh("tuned/" + value);
    graph.replace(maker, List.of(maker.giving(List.of(other))));
    graph.redirect(value, other);
  }
}
