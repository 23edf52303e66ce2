package org.speakerbench.engine.graph.float64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.internal.SplitMix64;

/** Operators one by one beside ONNX Runtime, at the settings in which they are easily wrong. */
class OperatorsTest {
  /** A node on x of this shape; tensors are its inputs behind x, by their names. */
  private record Case(int opset, long[] x, Node node, List<Tensor> tensors) {
    @Override
    public String toString() {
      return opset + " " + node + " on " + Arrays.toString(x) + " and " + tensors;
    }

    OnnxModel model() {
      HandMade made =
          HandMade.of(opset, ElementType.FLOAT, dimensions(x.length)).output(dimensions(outRank()));
      tensors.forEach(made::tensor);
      return made.node(node).model();
    }

    private static Object[] dimensions(int rank) {
      return Stream.iterate(0, i -> i + 1).limit(rank).map(i -> "d" + i).toArray();
    }

    /** Only some change it. */
    private int outRank() {
      return switch (node.operator()) {
        case "Unsqueeze" -> x.length + 1;
        case "Squeeze" -> x.length - 1;
        case "Flatten" -> 2;
        case "Reshape" -> (int) tensors.get(0).elements();
        default -> x.length;
      };
    }
  }

  private static Case of(
      int opset, long[] x, String operator, List<Tensor> tensors, Attribute... attributes) {
    List<String> inputs = new ArrayList<>(List.of("x"));
    tensors.forEach(tensor -> inputs.add(tensor.name()));
    return new Case(opset, x, Node.of(operator, inputs, List.of("y"), attributes), tensors);
  }

  private static long[] x(long... shape) {
    return shape;
  }

  private static Tensor integers(String name, long... values) {
    return Tensor.of(name, List.of((long) values.length), values);
  }

  private static Tensor noise(String name, Long... shape) {
    long count = Arrays.stream(shape).reduce(1L, Math::multiplyExact);
    float[] values = new float[(int) count];
    SplitMix64 random = new SplitMix64(name.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextSymmetric();
    }
    return Tensor.of(name, List.of(shape), values);
  }

  private static Attribute ints(String name, Long... values) {
    return Attribute.of(name, List.of(values));
  }

  private static Attribute one(String name) {
    return Attribute.of(name, 1);
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(
            17,
            x(2, 4, 11),
            "Conv",
            List.of(noise("w", 6L, 2L, 3L), noise("b", 6L)),
            Attribute.of("group", 2),
            ints("pads", 2L, 1L),
            ints("dilations", 2L),
            ints("strides", 2L)),
        of(
            17,
            x(2, 3, 7, 9),
            "Conv",
            List.of(noise("w", 4L, 3L, 3L, 3L)),
            ints("pads", 1L, 0L, 2L, 1L),
            ints("strides", 2L, 1L),
            ints("dilations", 1L, 2L)),
        of(17, x(1, 3, 7, 9), "Conv", List.of(noise("w", 4L, 3L, 1L, 1L)), ints("strides", 2L, 2L)),
        of(
            17,
            x(1, 3, 7, 9),
            "Conv",
            List.of(noise("w", 4L, 3L, 4L, 3L)),
            Attribute.of("auto_pad", "SAME_UPPER"),
            ints("strides", 2L, 2L)),
        of(
            17,
            x(1, 3, 7, 9),
            "Conv",
            List.of(noise("w", 4L, 3L, 4L, 3L)),
            Attribute.of("auto_pad", "SAME_LOWER")),
        of(
            17,
            x(1, 3, 4, 2),
            "Conv",
            List.of(noise("w", 4L, 3L, 5L, 5L)),
            ints("pads", 2L, 2L, 2L, 2L)),
        of(
            19,
            x(2, 3, 11),
            "AveragePool",
            List.of(),
            one("ceil_mode"),
            ints("kernel_shape", 4L),
            ints("strides", 4L)),
        of(
            19,
            x(2, 3, 11),
            "AveragePool",
            List.of(),
            one("ceil_mode"),
            one("count_include_pad"),
            ints("kernel_shape", 4L),
            ints("strides", 3L),
            ints("pads", 1L, 1L)),
        of(
            17,
            x(2, 3, 7, 5),
            "MaxPool",
            List.of(),
            ints("kernel_shape", 3L, 2L),
            ints("strides", 2L, 1L),
            ints("pads", 1L, 0L, 1L, 1L)),
        of(17, x(2, 3, 7, 5), "GlobalAveragePool", List.of()),
        of(17, x(2, 3, 7, 5), "ReduceMean", List.of(), ints("axes", -1L, 1L)),
        of(18, x(2, 3, 7, 5), "ReduceL2", List.of(integers("axes", 2))),
        of(18, x(2, 3, 7, 5), "ReduceMax", List.of()),
        of(18, x(2, 3, 7, 5), "ReduceProd", List.of(), one("noop_with_empty_axes")),
        of(17, x(2, 1, 3, 4), "MatMul", List.of(noise("m", 5L, 4L, 6L))),
        of(17, x(3, 4), "Gemm", List.of(noise("m", 6L, 4L), noise("c", 6L)), one("transB")),
        of(17, x(4, 3), "Gemm", List.of(noise("m", 4L, 6L)), one("transA")),
        of(
            15,
            x(2, 3, 5),
            "BatchNormalization",
            List.of(
                noise("s", 3L),
                noise("h", 3L),
                noise("m", 3L),
                Tensor.of("v", List.of(3L), 1f, 2f, 3f))),
        of(17, x(2, 3, 5), "Transpose", List.of(), ints("perm", 2L, 0L, 1L)),
        of(17, x(2, 3, 5), "Transpose", List.of()),
        of(17, x(2, 3, 6), "Reshape", List.of(integers("s", 0, -1, 2, 9))),
        of(17, x(2, 3, 6), "Flatten", List.of(), Attribute.of("axis", -1)),
        of(17, x(2, 3, 6), "Unsqueeze", List.of(integers("a", -2))),
        of(11, x(2, 1, 6), "Squeeze", List.of(), ints("axes", -2L)),
        of(17, x(2, 3, 1), "Expand", List.of(integers("s", 3, 4))),
        of(
            17,
            x(2, 9, 6),
            "Slice",
            List.of(
                integers("b", -2, 1),
                integers("e", -100, Long.MAX_VALUE),
                integers("a", 1, -1),
                integers("p", -3, 2))),
        of(17, x(2, 3, 6), "Gather", List.of(integers("i", 1, -1, 0)), Attribute.of("axis", 1)),
        of(
            17,
            x(2, 3, 6),
            "Pad",
            List.of(integers("p", 0, 1, -2, 0, 0, 3), Tensor.of("v", List.of(), 7f))),
        of(17, x(2, 3, 6), "Concat", List.of(noise("m", 2L, 4L, 6L)), Attribute.of("axis", -2)),
        of(17, x(2, 3, 6), "Pow", List.of(Tensor.of("e", List.of(), 2f))),
        of(17, x(2, 3, 6), "Max", List.of(noise("m", 3L, 1L), noise("k", 6L))),
        of(17, x(2, 3, 6), "Sub", List.of(noise("m", 2L, 1L, 6L))),
        of(17, x(2, 3, 6), "Div", List.of(Tensor.of("m", List.of(), 3f))),
        of(
            17,
            x(2, 3, 6),
            "Clip",
            List.of(Tensor.of("a", List.of(), -.5f), Tensor.of("b", List.of(), .2f))),
        of(17, x(2, 3, 6), "HardSigmoid", List.of()),
        of(17, x(2, 3, 6), "LeakyRelu", List.of()),
        of(17, x(2, 3, 6), "Tanh", List.of()),
        of(17, x(2, 3, 6), "Sigmoid", List.of()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesWhatOnnxRuntimeGives(Case one) throws OrtException {
    SplitMix64 random = new SplitMix64(7);
    float[] input = new float[(int) Arrays.stream(one.x()).reduce(1, Math::multiplyExact)];
    double[] same = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = random.nextSymmetric();
      same[i] = input[i];
    }
    int[] shape = Arrays.stream(one.x()).mapToInt(Math::toIntExact).toArray();
    Array found = new Float64Runtime(one.model()).run(Array.of(shape, same));

    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(one.model().bytes());
        OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), one.x());
        OrtSession.Result result = session.run(Map.of("x", x))) {
      OnnxTensor expected = (OnnxTensor) result.get(0);
      assertThat(Arrays.stream(found.shape()).asLongStream().toArray())
          .isEqualTo(expected.getInfo().getShape());
      FloatBuffer values = expected.getFloatBuffer();
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.values()[i]).as("value " + i).isCloseTo(values.get(i), within(2e-6));
      }
    }
  }
}
