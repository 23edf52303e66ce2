package org.speakerbench.engine.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * ONNX models of one or two nodes, written field by field in protobuf wire format (field numbers
 * from {@code onnx.proto}): one operator from the input to the output.
 */
public final class TinyOnnx {
  private static final int FLOAT = 1;

  private final List<Object> inputShape;
  private List<Object> outputShape;
  private String operator = "ReduceMean";
  private boolean pooled = true;
  private int kept;
  private int axis = 1;
  private int inputs = 1;
  private String secondOutput;
  private Map<String, String> metadata = Map.of();

  private TinyOnnx(List<Object> inputShape, List<Object> outputShape) {
    this.inputShape = inputShape;
    this.outputShape = outputShape;
  }

  /** Mean over frames; a dimension is a number, or a name where it is dynamic. */
  public static TinyOnnx mean(List<Object> inputShape) {
    return new TinyOnnx(inputShape, List.of("batch", inputShape.get(inputShape.size() - 1)));
  }

  /** The same shape out as in. */
  static TinyOnnx identity(List<Object> shape) {
    TinyOnnx model = new TinyOnnx(shape, shape);
    model.operator = "Identity";
    model.pooled = false;
    return model;
  }

  /** The mean's logarithm: NaN for negative means. */
  TinyOnnx withLog() {
    operator = "ReduceLogSum";
    return this;
  }

  /** The axis of the frames stays, with a length of one. */
  TinyOnnx withKeptAxis() {
    kept = 1;
    outputShape = List.of(outputShape.get(0), 1, outputShape.get(1));
    return this;
  }

  /** Over the frames where they are the last axis. */
  TinyOnnx overLastAxis() {
    axis = 2;
    outputShape = List.of(inputShape.get(0), inputShape.get(1));
    return this;
  }

  TinyOnnx withTwoInputs() {
    inputs = 2;
    return this;
  }

  /** The maximum over frames besides. */
  public TinyOnnx withSecondOutput(String name) {
    secondOutput = name;
    return this;
  }

  /** Says that the outputs have a shape, whatever they have. */
  TinyOnnx withOutputShape(List<Object> shape) {
    outputShape = shape;
    return this;
  }

  TinyOnnx withMetadata(String key, String value) {
    metadata = Map.of(key, value);
    return this;
  }

  public byte[] bytes() {
    Message graph = new Message().message(1, node(operator, "y")).text(2, "tiny");
    if (secondOutput != null) {
      graph.message(1, node("ReduceMax", secondOutput));
      graph.message(12, value(secondOutput, outputShape));
    }
    graph.message(11, value("x", inputShape));
    if (inputs == 2) {
      graph.message(11, value("x2", inputShape));
    }
    graph.message(12, value("y", outputShape));
    Message model = new Message().varint(1, 7).message(7, graph);
    model.message(8, new Message().text(1, "").varint(2, 11));
    metadata.forEach((k, v) -> model.message(14, new Message().text(1, k).text(2, v)));
    return model.bytes.toByteArray();
  }

  private Message node(String type, String output) {
    Message node = new Message().text(1, "x").text(2, output).text(4, type);
    if (pooled) {
      node.message(5, new Message().text(1, "axes").varint(8, axis).varint(20, 7));
      node.message(5, new Message().text(1, "keepdims").varint(3, kept).varint(20, 2));
    }
    return node;
  }

  private static Message value(String name, List<Object> shape) {
    Message dimensions = new Message();
    for (Object dimension : shape) {
      dimensions.message(
          1,
          dimension instanceof Integer n
              ? new Message().varint(1, n)
              : new Message().text(2, dimension.toString()));
    }
    Message tensor = new Message().varint(1, FLOAT).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  private static final class Message {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message varint(int field, int value) {
      raw(field << 3);
      raw(value);
      return this;
    }

    Message text(int field, String value) {
      return delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return delimited(field, value.bytes.toByteArray());
    }

    private Message delimited(int field, byte[] value) {
      raw(field << 3 | 2);
      raw(value.length);
      bytes.writeBytes(value);
      return this;
    }

    private void raw(int value) {
      int rest = value;
      while (rest >= 0x80) {
        bytes.write(rest & 0x7F | 0x80);
        rest >>>= 7;
      }
      bytes.write(rest);
    }
  }
}
