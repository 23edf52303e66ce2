package org.speakerbench.engine.graph.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.graph.Value;

/**
 * Rank and channels (size of axis 1) of values, as far as weights and operators tell them; what the
 * file says of the values between nodes is not relied on. A graph that changed needs a new one.
 */
final class Shapes {
  /** Channels that nothing tells. */
  static final long UNKNOWN = -1;

  private static final Shape NOTHING = new Shape(-1, UNKNOWN);

  /** Operators whose result has the shape of their first input. */
  private static final Set<String> SAME =
      Set.of(
          "BatchNormalization",
          "Cast",
          "Clip",
          "Dropout",
          "Elu",
          "HardSigmoid",
          "Identity",
          "LeakyRelu",
          "Relu",
          "Sigmoid",
          "Sqrt",
          "Tanh");

  /** Operators on two or more values that are broadcast to each other. */
  private static final Set<String> BROADCAST =
      Set.of("Add", "Div", "Equal", "Max", "Min", "Mul", "Pow", "Sub", "Sum");

  private static final Set<String> POOLINGS =
      Set.of("AveragePool", "GlobalAveragePool", "GlobalMaxPool", "MaxPool");

  private final Graph graph;
  private final Map<String, Shape> known = new HashMap<>();

  /**
   * @param rank number of axes; -1 if nothing tells
   * @param channels size of axis 1, {@link #UNKNOWN} if nothing tells
   */
  record Shape(int rank, long channels) {}

  Shapes(Graph graph) {
    this.graph = graph;
    graph.inputs().stream()
        .filter(input -> input.shape() != null)
        .forEach(input -> known.put(input.name(), of(input)));
    graph.tensors().forEach(tensor -> known.put(tensor.name(), of(tensor)));
    for (Node node : graph.nodes()) {
      Shape shape = node.domain().isEmpty() ? of(node) : NOTHING;
      known.put(node.outputs().get(0), shape);
      if (node.is("Split")) {
        ofParts(node);
      }
    }
  }

  /** Number of axes of a value; empty if nothing tells. */
  Optional<Integer> rank(String value) {
    return Optional.of(get(value).rank).filter(rank -> rank >= 0);
  }

  /** Size of axis 1 of a value; empty if nothing tells. */
  Optional<Long> channels(String value) {
    return Optional.of(get(value).channels).filter(channels -> channels != UNKNOWN);
  }

  private Shape get(String value) {
    return known.getOrDefault(value, NOTHING);
  }

  private static Shape of(Value input) {
    String channels = input.shape().size() > 1 ? input.shape().get(1) : "?";
    return new Shape(
        input.shape().size(), Value.isFixed(channels) ? Long.parseLong(channels) : UNKNOWN);
  }

  private static Shape of(Tensor tensor) {
    List<Long> shape = tensor.shape();
    return new Shape(shape.size(), shape.size() > 1 ? shape.get(1) : UNKNOWN);
  }

  private Shape of(Node node) {
    Shape first = node.inputs().isEmpty() ? NOTHING : get(node.input(0));
    String operator = node.operator();
    if (SAME.contains(operator) || POOLINGS.contains(operator)) {
      return first;
    }
    if (BROADCAST.contains(operator)) {
      return broadcast(node);
    }
    return switch (operator) {
      case "Constant" -> graph.constant(node.outputs().get(0)).map(Shapes::of).orElse(NOTHING);
      case "Conv" ->
          graph
              .constant(node.input(1))
              .map(weights -> new Shape(weights.shape().size(), weights.shape().get(0)))
              .orElse(new Shape(first.rank, UNKNOWN));
      case "Concat" -> concat(node, first);
      case "Gather" -> gathered(node, first);
      case "Gemm" -> new Shape(2, UNKNOWN);
      case "MatMul" -> product(first, get(node.input(1)));
      case "Pad", "Slice", "Split", "Transpose" -> new Shape(first.rank, UNKNOWN);
      case "Range", "Shape" -> new Shape(1, UNKNOWN);
      case "ReduceMean", "ReduceSum", "ReduceMax" -> reduced(node, first);
      case "Reshape" ->
          new Shape(
              Integers.of(graph, node.input(1)).map(List::size).orElse(NOTHING.rank), UNKNOWN);
      case "Squeeze", "Unsqueeze" -> moved(node, first);
      default -> NOTHING;
    };
  }

  /** Of a value of three or more axes with a matrix; axes in front of a matrix are repeated. */
  private static Shape product(Shape first, Shape second) {
    if (first.rank < 0 || second.rank < 0) {
      return NOTHING;
    }
    boolean withMatrix = first.rank > 2 && second.rank == 2;
    return new Shape(Math.max(first.rank, second.rank), withMatrix ? first.channels : UNKNOWN);
  }

  /** Whether an axis is that of the channels; not said where the rank is not known. */
  private static boolean isOfChannels(long axis, Shape shape) {
    return axis == 1 || (shape.rank >= 0 && axis == 1 - shape.rank);
  }

  /** The largest of its inputs: those of size 1, and scalars, are repeated. */
  private Shape broadcast(Node node) {
    int rank = 0;
    for (String input : node.inputs()) {
      Shape shape = get(input);
      if (shape.rank < 0) {
        return NOTHING;
      }
      rank = Math.max(rank, shape.rank);
    }
    long channels = 1;
    for (String input : node.inputs()) {
      Shape shape = get(input);
      if (shape.rank < rank - 1) {
        continue; // has no such axis
      }
      long size = shape.rank == rank ? shape.channels : UNKNOWN;
      if (size == UNKNOWN) {
        return new Shape(rank, UNKNOWN);
      }
      channels = Math.max(channels, size);
    }
    return new Shape(rank, channels);
  }

  private Shape concat(Node node, Shape first) {
    long axis = node.integer("axis", 0);
    if (!isOfChannels(axis, first)) {
      return first;
    }
    long sum = 0;
    for (String input : node.inputs()) {
      if (get(input).channels == UNKNOWN) {
        return new Shape(first.rank, UNKNOWN);
      }
      sum += get(input).channels;
    }
    return new Shape(first.rank, sum);
  }

  private Shape reduced(Node node, Shape first) {
    Optional<List<Long>> axes = Integers.of(graph, node, "axes", 1);
    if (axes.isEmpty() || axes.get().isEmpty() || first.rank < 0) {
      return NOTHING;
    }
    if (node.integer("keepdims", 1) == 0) {
      return new Shape(first.rank - axes.get().size(), UNKNOWN);
    }
    boolean ofChannels = axes.get().contains(1L) || axes.get().contains(1L - first.rank);
    return new Shape(first.rank, ofChannels ? 1 : first.channels);
  }

  /** The axes of the indices stand in place of one. */
  private Shape gathered(Node node, Shape first) {
    int indices = get(node.input(1)).rank;
    return first.rank < 0 || indices < 0 ? NOTHING : new Shape(first.rank - 1 + indices, UNKNOWN);
  }

  private Shape moved(Node node, Shape first) {
    Optional<List<Long>> axes = Integers.of(graph, node, "axes", 1);
    if (axes.isEmpty() || first.rank < 0) {
      return NOTHING;
    }
    int sign = node.is("Squeeze") ? -1 : 1;
    int rank = first.rank + sign * axes.get().size();
    boolean behind =
        axes.get().stream()
            .allMatch(axis -> (axis < 0 ? axis + Math.max(rank, first.rank) : axis) > 1);
    return new Shape(rank, behind ? first.channels : UNKNOWN);
  }

  private void ofParts(Node node) {
    Shape whole = get(node.input(0));
    long axis = node.integer("axis", 0);
    boolean ofChannels = isOfChannels(axis, whole);
    List<Long> sizes = Integers.of(graph, node, "split", 1).orElse(List.of());
    int count = node.outputs().size();
    for (int i = 0; i < count; i++) {
      long channels = whole.channels;
      if (ofChannels && i < sizes.size()) {
        channels = sizes.get(i);
      } else if (ofChannels && channels != UNKNOWN) {
        channels = channels % count == 0 ? channels / count : UNKNOWN;
      }
      known.put(node.outputs().get(i), new Shape(whole.rank, channels));
    }
  }
}
