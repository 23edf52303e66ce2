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
 * Random graphs of 2-D convolutions, from features [batch, frames, bins] to the means of channels
 * [batch, channels], with the parts of ERes2Net's blocks as different exporters write them.
 */
final class Planes {
  static final int BINS = 6;

  private final SplitMix64 random;
  private final int opset;
  private final HandMade made;
  private int names;

  Planes(long seed, int opset) {
    random = new SplitMix64(seed);
    this.opset = opset;
    made = HandMade.of(opset, ElementType.FLOAT, "n", "t", BINS);
  }

  boolean coin() {
    return random.nextSymmetric() > 0;
  }

  String node(String operator, List<String> inputs, Attribute... attributes) {
    String name = operator + names++;
    made.node(Node.of(operator, inputs, List.of(name), attributes));
    return name;
  }

  String tensor(List<Long> shape, float... values) {
    String name = "w" + names++;
    made.tensor(Tensor.of(name, shape, values));
    return name;
  }

  String number(float value) {
    return tensor(coin() ? List.of() : List.of(1L), value);
  }

  String integers(long... values) {
    String name = "v" + names++;
    made.tensor(Tensor.of(name, List.of((long) values.length), values));
    return name;
  }

  /** [n, 1, bins, t]. */
  String features() {
    String turned = node("Transpose", List.of("x"), Attribute.of("perm", List.of(0L, 2L, 1L)));
    return opset < 13
        ? node("Unsqueeze", List.of(turned), Attribute.of("axes", List.of(1L)))
        : node("Unsqueeze", List.of(turned, integers(1)));
  }

  private float[] draw(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextSymmetric();
    }
    return values;
  }

  String convolution(String in, int from, int to, int kernel, long stride) {
    List<String> inputs = new ArrayList<>(List.of(in));
    List<Long> shape = List.of((long) to, (long) from, (long) kernel, (long) kernel);
    inputs.add(tensor(shape, draw(to * from * kernel * kernel)));
    if (coin()) {
      inputs.add(tensor(List.of((long) to), draw(to)));
    }
    long pad = kernel / 2;
    return node(
        "Conv",
        inputs,
        Attribute.of("pads", List.of(pad, pad, pad, pad)),
        Attribute.of("strides", List.of(stride, stride)));
  }

  String clip(String in, float high) {
    return node("Clip", List.of(in, number(0), number(high)));
  }

  /** Ranges of channels: by a Split, or as PyTorch's newer exporter does it, by Slices. */
  List<String> cut(String in, int... sizes) {
    if (coin()) {
      List<String> parts = new ArrayList<>();
      long from = 0;
      for (int size : sizes) {
        parts.add(
            node(
                "Slice",
                List.of(in, integers(from), integers(from + size), integers(1), integers(1))));
        from += size;
      }
      return parts;
    }
    List<String> outputs = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    for (int size : sizes) {
      outputs.add("part" + names++);
      lengths.add((long) size);
    }
    Attribute axis = Attribute.of("axis", coin() ? 1L : -3L);
    long[] values = lengths.stream().mapToLong(length -> length).toArray();
    made.node(
        opset < 13
            ? Node.of("Split", List.of(in), outputs, axis, Attribute.of("split", lengths))
            : Node.of("Split", List.of(in, integers(values)), outputs, axis));
    return outputs;
  }

  String concat(String... parts) {
    return node("Concat", List.of(parts), Attribute.of("axis", 1L));
  }

  String add(String a, String b) {
    return node("Add", coin() ? List.of(a, b) : List.of(b, a));
  }

  /** x (1 + tanh z) + y (1 - tanh z), the second factor in one of two forms. */
  String blend(String x, String y, String z) {
    String tanh = node("Tanh", List.of(z));
    String plus = add(tanh, number(1));
    String minus =
        coin() ? node("Sub", List.of(number(2), plus)) : node("Sub", List.of(number(1), tanh));
    return add(node("Mul", List.of(x, plus)), node("Mul", List.of(minus, y)));
  }

  /** z of a blend of two values of as many channels. */
  String attention(String x, String y, int channels, int inner) {
    String small = convolution(concat(x, y), 2 * channels, inner, 1, 1);
    String silu = node("Mul", List.of(small, node("Sigmoid", List.of(small))));
    return convolution(silu, inner, channels, 1, 1);
  }

  /** A block of ERes2Net with two parts; clipped low, so that the bound is reached. */
  String block(String in, int from, int width, int to, long stride, boolean blended) {
    List<String> parts = cut(clip(convolution(in, from, 2 * width, 1, stride), 2), width, width);
    String first = clip(convolution(parts.get(0), width, width, 3, 1), 2);
    String second =
        blended
            ? blend(first, parts.get(1), attention(first, parts.get(1), width, width / 2))
            : add(first, parts.get(1));
    String both = concat(first, clip(convolution(second, width, width, 3, 1), 2));
    String shortcut = from == to && stride == 1 ? in : convolution(in, from, to, 1, stride);
    return clip(add(convolution(both, 2 * width, to, 1, 1), shortcut), 2);
  }

  OnnxModel ending(String value, int channels) {
    String mean = node("GlobalAveragePool", List.of(value));
    made.node(Node.of("Flatten", List.of(mean), List.of("y"), Attribute.of("axis", 1L)));
    return made.output("n", channels).model();
  }
}
