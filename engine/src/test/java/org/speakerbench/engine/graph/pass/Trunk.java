package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * A random trunk of convolutions along frames, from features [batch, frames, channels] to [batch,
 * channels]: what stands between them is drawn too. Values have all frames but behind the last
 * convolution, which may have strides.
 */
final class Trunk {
  private final SplitMix64 random;
  private final int opset;
  private final HandMade made;
  private final int width;
  private int nodes;

  /**
   * @param width channels of the features; those of other values are multiples of it
   */
  Trunk(long seed, int opset, int width) {
    random = new SplitMix64(seed);
    this.opset = opset;
    this.width = width;
    made = HandMade.of(opset, ElementType.FLOAT, "n", "t", width);
  }

  int below(int bound) {
    return (int) ((random.nextSymmetric() + 1) / 2 * bound) % bound;
  }

  String node(String operator, List<String> inputs, Attribute... attributes) {
    String name = operator + nodes++;
    made.node(Node.of(operator, inputs, List.of(name), attributes));
    return name;
  }

  String tensor(float offset, long... shape) {
    String name = "w" + nodes++;
    List<Long> dimensions = new ArrayList<>();
    int size = 1;
    for (long dimension : shape) {
      dimensions.add(dimension);
      size *= (int) dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = offset + random.nextSymmetric();
    }
    made.tensor(Tensor.of(name, dimensions, values));
    return name;
  }

  String features() {
    return node("Transpose", List.of("x"), Attribute.of("perm", List.of(0L, 2L, 1L)));
  }

  String convolution(String in, long from, long to, long kernel, long stride) {
    List<String> inputs = new ArrayList<>(List.of(in, tensor(0, to, from, kernel)));
    if (below(2) == 0) {
      inputs.add(tensor(0, to));
    }
    List<Attribute> attributes = new ArrayList<>(List.of(Attribute.of("strides", List.of(stride))));
    switch (below(3)) {
      case 0 -> attributes.add(Attribute.of("auto_pad", "SAME_UPPER"));
      case 1 -> {
        attributes.add(Attribute.of("pads", List.of(kernel - 1, 0L)));
        attributes.add(Attribute.of("kernel_shape", List.of(kernel)));
      }
      default -> {
        attributes.add(Attribute.of("pads", List.of(kernel - 1, kernel - 1)));
        attributes.add(Attribute.of("dilations", List.of(2L)));
      }
    }
    return node("Conv", inputs, attributes.toArray(Attribute[]::new));
  }

  String batchNorm(String in, long channels) {
    return node(
        "BatchNormalization",
        List.of(
            in,
            tensor(0, channels),
            tensor(0, channels),
            tensor(0, channels),
            tensor(1.5f, channels)));
  }

  /** Something that keeps the channels. */
  String between(String in, long channels) {
    return switch (below(8)) {
      case 0 -> node("Relu", List.of(in));
      case 1 -> node("Sigmoid", List.of(in));
      case 2 -> batchNorm(in, channels);
      case 3 -> node("Mul", List.of(tensor(1), in));
      case 4 -> node("Add", List.of(in, tensor(0, channels, 1)));
      case 5 -> node("Max", List.of(in, tensor(0, 1, channels, 1)));
      case 6 -> node("Sub", List.of(in, tensor(0, 1)));
      default -> node("Mul", List.of(in, node("GlobalAveragePool", List.of(in))));
    };
  }

  /** Value of [n, channels] from one of [n, channels, t], as the model's output. */
  OnnxModel ending(String value, int channels) {
    String mean = node("GlobalAveragePool", List.of(value));
    boolean input = opset >= 13;
    if (input) {
      made.tensor(Tensor.of("last", List.of(1L), 2L));
    }
    made.node(
        input
            ? Node.of("Squeeze", List.of(mean, "last"), List.of("y"))
            : Node.of("Squeeze", List.of(mean), List.of("y"), Attribute.of("axes", List.of(2L))));
    return made.output("n", channels).model();
  }

  /** Two to five layers, some of which are joined with their input. */
  OnnxModel random() {
    String value = features();
    long channels = width;
    for (int layers = 2 + below(4); layers > 0; layers--) {
      long to = (long) width * (1 + below(2));
      String layer = between(between(value, channels), channels);
      layer = convolution(layer, channels, to, 1 + 2L * below(3), 1);
      layer = between(layer, to);
      if (below(2) == 0) {
        value = node("Concat", List.of(value, layer), Attribute.of("axis", 1L));
        channels += to;
      } else {
        value = layer;
        channels = to;
      }
    }
    value = convolution(value, channels, width, 3, 1 + below(2));
    return ending(value, width);
  }
}
