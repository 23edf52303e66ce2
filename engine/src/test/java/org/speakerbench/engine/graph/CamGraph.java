package org.speakerbench.engine.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.ModelProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.OperatorSetIdProto;
import org.speakerbench.engine.graph.internal.proto.ShapeProto;
import org.speakerbench.engine.graph.internal.proto.TypeProto;
import org.speakerbench.engine.graph.internal.proto.ValueInfoProto;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * Two of CAM++'s layers in small, features [batch, frames, 4] to an embedding of 4 values, in the
 * words of any exporter and opset; and what it should give, computed here in double.
 */
public final class CamGraph {
  public static final int SEGMENT = 5;
  public static final int CHANNELS = 4;
  private static final int LAYERS = 2;
  private static final int WIDTH = 3;
  private static final int FLOAT = 1;

  /** How the pooling is said. */
  public enum Pooling {
    PAD_IN_FRONT,
    COUNTED,
    UNCOUNTED,
    PAD_AND_COUNTED
  }

  private final int opset;
  private final Pooling pooling;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("cam");
  private long repeated = SEGMENT;
  private List<Long> pads = List.of(0L, 0L);
  private boolean meansAreTaken;
  private boolean shapeByWhere;

  public CamGraph(int opset, Pooling pooling) {
    this.opset = opset;
    this.pooling = pooling;
  }

  /** Each mean for so many frames, not for those of its segment. */
  public CamGraph repeating(int frames) {
    repeated = frames;
    return this;
  }

  /** Pads of the pooling itself. */
  public CamGraph padding(long before, long after) {
    pads = List.of(before, after);
    return this;
  }

  /** The means of segments are needed elsewhere as well. */
  public CamGraph takingMeans() {
    meansAreTaken = true;
    return this;
  }

  /** The shape of Expand as torch 1.13 computes it. */
  public CamGraph withShapeByWhere() {
    shapeByWhere = true;
    return this;
  }

  /** Values of a weight, the same on every call. */
  private static float[] weights(String name, int count) {
    SplitMix64 random = new SplitMix64(name.hashCode());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextSymmetric();
    }
    return values;
  }

  private String node(String operator, String output, List<String> inputs, Attribute... with) {
    NodeProto.Builder node = Node.of(operator, inputs, List.of(output), with).proto().toBuilder();
    graph.addNode(node.setDocString("/home/author/model.py"));
    return output;
  }

  private String constant(String name, Long... values) {
    long[] array = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      array[i] = values[i];
    }
    graph.addInitializer(Tensor.of(name, List.of((long) values.length), array).proto());
    return name;
  }

  private String convolution(String name, String input, int from, int to, int kernel) {
    float[] values = weights(name, to * from * kernel);
    List<Long> shape = List.of((long) to, (long) from, (long) kernel);
    graph.addInitializer(Tensor.of(name + "_w", shape, values).proto());
    long pad = (kernel - 1) / 2;
    return node(
        "Conv",
        name,
        List.of(input, name + "_w"),
        Attribute.of("kernel_shape", List.of((long) kernel)),
        Attribute.of("pads", List.of(pad, pad)));
  }

  private String onAxis(int attributeBefore, String operator, String output, String in, long axis) {
    boolean input = opset >= attributeBefore;
    List<Attribute> attributes = new ArrayList<>();
    if (!input) {
      attributes.add(Attribute.of("axes", List.of(axis)));
    }
    if (operator.equals("ReduceMean")) {
      attributes.add(Attribute.of("keepdims", 1L));
    }
    return node(
        operator,
        output,
        input ? List.of(in, constant(output + "_axes", axis)) : List.of(in),
        attributes.toArray(Attribute[]::new));
  }

  private String layer(int i, String x) {
    String p = "l" + i + "_";
    String y = convolution(p + "local", x, CHANNELS, CHANNELS, 3);
    String mean = onAxis(18, "ReduceMean", p + "mean", x, -1);
    String pooled = x;
    if (pooling == Pooling.PAD_IN_FRONT || pooling == Pooling.PAD_AND_COUNTED) {
      List<String> inputs = List.of(x, constant(p + "pads", 0L, 0L, 0L, 0L, 0L, 0L));
      pooled = node("Pad", p + "padded", inputs, Attribute.of("mode", "constant"));
    }
    boolean counted = pooling == Pooling.COUNTED || pooling == Pooling.PAD_AND_COUNTED;
    String means =
        node(
            "AveragePool",
            p + "means",
            List.of(pooled),
            Attribute.of("kernel_shape", List.of((long) SEGMENT)),
            Attribute.of("strides", List.of((long) SEGMENT)),
            Attribute.of("pads", pads),
            Attribute.of("ceil_mode", 1L),
            Attribute.of("count_include_pad", counted ? 1L : 0L));
    String shape = node("Shape", p + "shape", List.of(means));
    List<String> parts = List.of(shape, constant(p + "repeat", repeated));
    String wide = node("Concat", p + "wide", parts, Attribute.of("axis", 0L));
    if (shapeByWhere) {
      String ones = constant(p + "ones", 1L, 1L, 1L, 1L);
      String none = constant(p + "none", -1L, -1L, -1L, -1L);
      String unset = node("Equal", p + "unset", List.of(wide, none));
      wide = node("Where", p + "where", List.of(unset, ones, wide));
    }
    String apart = onAxis(13, "Unsqueeze", p + "apart", means, -1);
    String spread = node("Expand", p + "spread", List.of(apart, wide));
    List<String> flat = List.of(spread, constant(p + "flat_shape", 0L, 0L, -1L));
    String joined = node("Reshape", p + "joined", flat);
    String all = node("Shape", p + "all", List.of(x));
    List<String> third = List.of(all, constant(p + "third", 2L));
    String end = node("Gather", p + "end", third, Attribute.of("axis", 0L));
    String zero = constant(p + "zero", 0L);
    String axis = constant(p + "axis", 2L);
    String cut = node("Slice", p + "cut", List.of(joined, zero, end, axis));
    String context = node("Add", p + "context", List.of(mean, cut));
    String hidden = convolution(p + "hidden", context, CHANNELS, WIDTH, 1);
    String relu = node("Relu", p + "relu", List.of(hidden));
    String mask = convolution(p + "mask", relu, WIDTH, CHANNELS, 1);
    String sigmoid = node("Sigmoid", p + "sigmoid", List.of(mask));
    return node("Mul", p + "product", List.of(y, sigmoid));
  }

  public byte[] bytes() {
    graph.clear().setName("cam");
    String x =
        node("Transpose", "x0", List.of("feature"), Attribute.of("perm", List.of(0L, 2L, 1L)));
    for (int i = 0; i < LAYERS; i++) {
      String product = layer(i, x);
      String both = node("Concat", "both" + i, List.of(x, product), Attribute.of("axis", 1L));
      x = convolution("transit" + i, both, 2 * CHANNELS, CHANNELS, 1);
    }
    String mean = onAxis(18, "ReduceMean", "mean", x, 2);
    onAxis(13, "Squeeze", "embedding", mean, 2);
    graph.addInput(value("feature", "batch", "frames", CHANNELS));
    graph.addOutput(value("embedding", "batch", CHANNELS));
    if (meansAreTaken) {
      graph.addOutput(value("l0_means", "batch", CHANNELS, "segments"));
    }
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(10).setGraph(graph);
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset));
    return model.build().toByteArray();
  }

  public OnnxModel model() {
    return OnnxModel.parse(Path.of("cam.onnx"), bytes());
  }

  private static ValueInfoProto value(String name, Object... dimensions) {
    ShapeProto.Builder shape = ShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      ShapeProto.Dimension.Builder one = shape.addDimBuilder();
      if (dimension instanceof Integer number) {
        one.setDimValue(number);
      } else {
        one.setDimParam(dimension.toString());
      }
    }
    TypeProto.TensorType type =
        TypeProto.TensorType.newBuilder().setElemType(FLOAT).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** What features should give. */
  public float[] expected(Features features) {
    int frames = features.frames();
    double[][] x = new double[CHANNELS][frames];
    for (int c = 0; c < CHANNELS; c++) {
      for (int t = 0; t < frames; t++) {
        x[c][t] = features.at(t, c);
      }
    }
    for (int i = 0; i < LAYERS; i++) {
      double[][] product = product("l" + i + "_", x);
      double[][] both = new double[2 * CHANNELS][];
      System.arraycopy(x, 0, both, 0, CHANNELS);
      System.arraycopy(product, 0, both, CHANNELS, CHANNELS);
      x = convolved("transit" + i, both, CHANNELS, 1);
    }
    float[] embedding = new float[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      embedding[c] = (float) mean(x[c], 0, frames);
    }
    return embedding;
  }

  private double[][] product(String p, double[][] x) {
    int frames = x[0].length;
    double[][] context = new double[CHANNELS][frames];
    for (int c = 0; c < CHANNELS; c++) {
      for (int t = 0; t < frames; t++) {
        int start = (int) (t / repeated) * SEGMENT;
        int end = Math.min(frames, start + SEGMENT);
        context[c][t] = mean(x[c], 0, frames) + mean(x[c], start, end);
      }
    }
    double[][] mask =
        convolved(p + "mask", relu(convolved(p + "hidden", context, WIDTH, 1)), CHANNELS, 1);
    double[][] local = convolved(p + "local", x, CHANNELS, 3);
    for (int c = 0; c < CHANNELS; c++) {
      for (int t = 0; t < frames; t++) {
        local[c][t] /= 1 + Math.exp(-mask[c][t]);
      }
    }
    return local;
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += values[t];
    }
    return sum / (to - from);
  }

  private static double[][] relu(double[][] x) {
    for (double[] channel : x) {
      for (int t = 0; t < channel.length; t++) {
        channel[t] = Math.max(0, channel[t]);
      }
    }
    return x;
  }

  private static double[][] convolved(String name, double[][] x, int to, int kernel) {
    float[] weights = weights(name, to * x.length * kernel);
    int frames = x[0].length;
    double[][] out = new double[to][frames];
    for (int o = 0; o < to; o++) {
      for (int c = 0; c < x.length; c++) {
        for (int k = 0; k < kernel; k++) {
          for (int t = 0; t < frames; t++) {
            int at = t + k - (kernel - 1) / 2;
            out[o][t] +=
                at < 0 || at >= frames ? 0 : weights[(o * x.length + c) * kernel + k] * x[c][at];
          }
        }
      }
    }
    return out;
  }

  /** Noise that is the same on every call. */
  public static Features noise(int frames, int bins, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    float[] values = new float[frames * bins];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * random.nextSymmetric();
    }
    return new Features(frames, bins, values);
  }
}
