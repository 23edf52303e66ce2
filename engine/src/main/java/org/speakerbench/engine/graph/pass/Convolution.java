package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * A convolution of one group whose weights and bias are constants of float32, to be cut, widened
 * and scaled. Immutable: {@link #node} writes what was made of it.
 *
 * @param node what it was read from: its attributes
 * @param kernel the dimensions of its kernel
 * @param inputs channels that it takes
 * @param weights [outputs, inputs, kernel], row-major
 * @param bias [outputs]; null if it has none
 */
record Convolution(
    Graph graph, Node node, List<Long> kernel, int inputs, double[][] weights, double[] bias) {

  /** Whether a node is such a convolution. */
  static boolean is(Graph graph, Node node) {
    return node.is("Conv")
        && node.integer("group", 1) == 1
        && graph
            .constant(node.input(1))
            .filter(weights -> isFloat(weights) && weights.shape().size() >= 3)
            .isPresent()
        && (node.input(2).isEmpty()
            || graph.constant(node.input(2)).filter(Convolution::isFloat).isPresent());
  }

  /** Whether each position of its output is made of one position of its input; not for others. */
  static boolean isOfOnePosition(Graph graph, Node node) {
    List<Long> shape = graph.constant(node.input(1)).orElseThrow().shape();
    return shape.subList(2, shape.size()).stream().allMatch(size -> size == 1)
        && node.integers("pads").stream().allMatch(pad -> pad == 0);
  }

  /** Reads a node; empty if it is no such convolution. */
  static Optional<Convolution> of(Graph graph, Node node) {
    if (!is(graph, node)) {
      return Optional.empty();
    }
    Tensor tensor = graph.constant(node.input(1)).orElseThrow();
    List<Long> shape = tensor.shape();
    int outputs = Math.toIntExact(shape.get(0));
    double[] flat = doubles(tensor);
    int row = flat.length / Math.max(1, outputs);
    double[][] rows = new double[outputs][];
    Arrays.setAll(rows, o -> Arrays.copyOfRange(flat, o * row, (o + 1) * row));
    return Optional.of(
        new Convolution(
            graph,
            node,
            List.copyOf(shape.subList(2, shape.size())),
            Math.toIntExact(shape.get(1)),
            rows,
            graph.constant(node.input(2)).map(Convolution::doubles).orElse(null)));
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.type().equals(Optional.of(ElementType.FLOAT));
  }

  private static double[] doubles(Tensor tensor) {
    float[] floats = new float[Math.toIntExact(tensor.elements())];
    tensor.floats().get(floats);
    double[] values = new double[floats.length];
    Arrays.setAll(values, i -> floats[i]);
    return values;
  }

  int outputs() {
    return weights.length;
  }

  /** Some of its output channels. */
  Convolution outputs(int from, int to) {
    return with(
        inputs,
        Arrays.copyOfRange(weights, from, to),
        bias == null ? null : Arrays.copyOfRange(bias, from, to));
  }

  /** What some of its input channels add to its output, without bias. */
  Convolution inputs(int from, int to) {
    int taps = taps();
    double[][] cut = new double[outputs()][];
    Arrays.setAll(cut, o -> Arrays.copyOfRange(weights[o], from * taps, to * taps));
    return with(to - from, cut, null);
  }

  /** With an output so many times as large. */
  Convolution scaled(double factor) {
    double[][] scaled = new double[outputs()][];
    Arrays.setAll(scaled, o -> Arrays.stream(weights[o]).map(w -> w * factor).toArray());
    return with(
        inputs, scaled, bias == null ? null : Arrays.stream(bias).map(b -> b * factor).toArray());
  }

  /** For input channels that are so many times smaller. */
  Convolution scaledInputs(int from, int to, double factor) {
    int taps = taps();
    double[][] scaled = new double[outputs()][];
    for (int o = 0; o < outputs(); o++) {
      scaled[o] = weights[o].clone();
      for (int i = from * taps; i < to * taps; i++) {
        scaled[o][i] *= factor;
      }
    }
    return with(inputs, scaled, bias);
  }

  /** With output channels of zeros behind the others. */
  Convolution wider(int outputs) {
    double[][] wider = Arrays.copyOf(weights, outputs);
    for (int o = outputs(); o < outputs; o++) {
      wider[o] = new double[inputs * taps()];
    }
    return with(inputs, wider, bias == null ? null : Arrays.copyOf(bias, outputs));
  }

  /** That takes so many channels more in front of one, and leaves them out. */
  Convolution ignoring(int at, int count) {
    int taps = taps();
    double[][] wider = new double[outputs()][];
    for (int o = 0; o < outputs(); o++) {
      wider[o] = new double[(inputs + count) * taps];
      System.arraycopy(weights[o], 0, wider[o], 0, at * taps);
      System.arraycopy(weights[o], at * taps, wider[o], (at + count) * taps, (inputs - at) * taps);
    }
    return with(inputs + count, wider, bias);
  }

  /** That adds what another gives, whose input channels stand behind those of this one. */
  Convolution beside(Convolution other) {
    double[][] both = new double[outputs()][];
    for (int o = 0; o < outputs(); o++) {
      both[o] = Arrays.copyOf(weights[o], weights[o].length + other.weights[o].length);
      System.arraycopy(other.weights[o], 0, both[o], weights[o].length, other.weights[o].length);
    }
    double[] sum = bias == null ? other.bias : bias.clone();
    for (int o = 0; bias != null && other.bias != null && o < outputs(); o++) {
      sum[o] += other.bias[o];
    }
    return with(inputs + other.inputs, both, sum);
  }

  /** A node of it without strides over another value. */
  Node unstrided(String input) {
    return node(input, node.outputs().get(0)).without("strides");
  }

  /** With the bias of another. */
  Convolution biasedLike(Convolution other) {
    return with(inputs, weights, other.bias);
  }

  private int taps() {
    return kernel.stream().mapToInt(Math::toIntExact).reduce(1, (a, b) -> a * b);
  }

  private Convolution with(int inputs, double[][] weights, double[] bias) {
    return new Convolution(graph, node, kernel, inputs, weights, bias);
  }

  /** A node of it; its constants, as float32, are put into the graph. */
  Node node(String input, String output) {
    List<Long> shape = new ArrayList<>(List.of((long) outputs(), (long) inputs));
    shape.addAll(kernel);
    double[] flat = Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
    List<String> taken = new ArrayList<>(List.of(input, put("weights", shape, flat)));
    if (bias != null) {
      taken.add(put("bias", List.of((long) outputs()), bias));
    }
    return node.taking(taken).giving(List.of(output)).named(output);
  }

  /** Puts it in place of the node that it was read from. */
  void replace() {
    graph.replace(node, List.of(node(node.input(0), node.outputs().get(0))));
  }

  private String put(String name, List<Long> shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    Tensor tensor = Tensor.of(graph.fresh("tuned/" + name), shape, floats);
    graph.put(tensor);
    return tensor.name();
  }
}
