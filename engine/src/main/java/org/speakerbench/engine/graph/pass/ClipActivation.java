package org.speakerbench.engine.graph.pass;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.TiedValues.OtherUse;

/**
 * The clip of a sum at 0 and a bound, as behind the shortcut of an ERes2Net block, becomes a hard
 * sigmoid. ONNX Runtime fuses an addition and the activation behind it into a convolution, but a
 * Clip only right behind the convolution; since 1.25 it does so with HardSigmoid.
 */
final class ClipActivation implements Pass {
  /**
   * Beta, 2^-100, is lost in sums of float32, and what it makes of zeros stays clear of denormals,
   * which are slow. Nothing is written as 0: OpenVINO's plugin of ONNX Runtime drops attributes of
   * 0 and takes the operator's default, 0.5 (findings/onnxruntime-openvino-zero-attribute.sh).
   */
  private static final float NEXT_TO_ZERO = 0x1p-100f;

  /** Bounds that weights can be divided by: a Clip to the largest float is a ReLU. */
  private static final float LARGEST = 0x1p20f;

  private static final float SMALLEST = 0x1p-20f;

  @Override
  public String name() {
    return "clip-activation";
  }

  @Override
  public String does() {
    return "a Clip of a sum to [0, c] becomes a HardSigmoid: all values that are added to it become"
        + " c times smaller by the weights of the convolutions that make them, and convolutions"
        + " that take them get c times larger weights";
  }

  @Override
  public String exact() {
    return "HardSigmoid with alpha 1 and beta 0 (2^-100 is written) clips to [0, 1],"
        + " clip(x, 0, c) / c is clip(x / c, 0, 1), and sums, products with a gate, ReLU and maxima"
        + " scale with their inputs";
  }

  @Override
  public String unless() {
    return "a value of the sum comes from what is neither a convolution nor scales with its input,"
        + " is an output of the model, or goes to more other places than there are clips";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    Set<String> seen = new HashSet<>();
    int rewritten = 0;
    for (Node node : List.copyOf(graph.nodes())) {
      Optional<Clipping> clip = ofSum(graph, node);
      if (clip.isPresent() && !seen.contains(node.outputs().get(0))) {
        List<String> seeds = List.of(node.input(0), node.outputs().get(0));
        Optional<TiedValues> tied =
            TiedValues.of(graph, new Shapes(graph), seeds, any -> scaling(graph, any));
        tied.ifPresent(group -> seen.addAll(group.values()));
        rewritten += tied.map(group -> divide(graph, group, clip.get().high())).orElse(0);
      }
    }
    return rewritten;
  }

  private static Optional<Clipping> ofSum(Graph graph, Node node) {
    return Clipping.of(graph, node)
        .filter(clip -> clip.low() == 0 && clip.high() >= SMALLEST && clip.high() <= LARGEST)
        .filter(clip -> graph.maker(node.input(0)).filter(sum -> sum.is("Add")).isPresent());
  }

  /** The inputs with which the output of a node grows by the same factor. */
  private static List<String> scaling(Graph graph, Node node) {
    if (node.is("Add") || node.is("Sum")) {
      return node.inputs();
    }
    if (node.is("Relu") || node.is("MaxPool") && node.outputs().size() == 1) {
      return node.inputs();
    }
    if (Clipping.of(graph, node).isPresent()) {
      return List.of(node.input(0));
    }
    if (node.is("Mul")) {
      List<String> factors =
          node.inputs().stream()
              .filter(i -> graph.maker(i).filter(gate -> gate.is("Sigmoid")).isEmpty())
              .toList();
      return factors.size() == 1 ? factors : List.of();
    }
    return List.of();
  }

  /** Returns how many clips became activations. */
  private static int divide(Graph graph, TiedValues tied, float bound) {
    List<Clipping> clips =
        tied.values().stream()
            .flatMap(value -> Clipping.of(graph, graph.maker(value).orElseThrow()).stream())
            .toList();
    List<Clipping> sums =
        clips.stream()
            .filter(clip -> ofSum(graph, clip.node()).isPresent() && clip.high() == bound)
            .toList();
    Set<String> others = new LinkedHashSet<>(tied.others().stream().map(OtherUse::value).toList());
    if (others.size() > sums.size()) {
      return 0;
    }
    for (Clipping clip : clips) {
      Node activation =
          Node.of(
              "HardSigmoid",
              List.of(clip.node().input(0)),
              clip.node().outputs(),
              Attribute.of("alpha", 1f),
              Attribute.of("beta", NEXT_TO_ZERO));
      Node made = sums.contains(clip) ? activation : clip.divided(graph, bound);
      graph.replace(clip.node(), List.of(made));
    }
    tied.made().forEach(v -> new Uses.Use(v, 0, 0).read(graph).scaled(1.0 / bound).replace());
    for (Uses.Use use : tied.uses()) {
      use.read(graph).scaledInputs(use.from(), use.to(), bound).replace();
    }
    for (String value : others) {
      Factor.insert(graph, value, others(graph, value, tied), bound);
    }
    return sums.size();
  }

  private static List<Node> others(Graph graph, String value, TiedValues tied) {
    Set<String> outputs = new HashSet<>();
    tied.others().stream()
        .filter(use -> use.value().equals(value))
        .forEach(use -> outputs.addAll(use.user().outputs()));
    return graph.users(value).stream().filter(user -> outputs.containsAll(user.outputs())).toList();
  }
}
