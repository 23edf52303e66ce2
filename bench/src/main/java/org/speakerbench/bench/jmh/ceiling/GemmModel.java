package org.speakerbench.bench.jmh.ceiling;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An ONNX model of one node, C = A B with a constant B as models have their weights, so that ONNX
 * Runtime packs it once. Written in protobuf's wire format; the field numbers are those of {@code
 * onnx.proto}.
 */
final class GemmModel {
  /** Name of the input, [rows, inner]. */
  static final String INPUT = "a";

  /** Name of the output, [rows, columns]. */
  static final String OUTPUT = "c";

  private static final String CONSTANT = "b";
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;

  private GemmModel() {}

  /**
   * The model.
   *
   * @param b [inner, columns], row-major
   */
  static byte[] onnx(GemmShape shape, Arithmetic arithmetic, ByteBuffer b) {
    int inner = shape.inner();
    int columns = shape.columns();
    byte[] bytes = new byte[b.remaining()];
    b.duplicate().get(bytes);
    if (bytes.length != inner * columns * arithmetic.second.java.size) {
      throw new IllegalArgumentException(
          "found " + bytes.length + " bytes, expected " + inner + " x " + columns + " values");
    }
    Message node =
        new Message().text(1, INPUT).text(1, CONSTANT).text(2, OUTPUT).text(4, arithmetic.operator);
    Message constant =
        new Message().varint(1, inner).varint(1, columns).varint(2, arithmetic.second.number);
    constant.text(8, CONSTANT).bytes(9, bytes);
    Message graph = new Message().message(1, node).text(2, "gemm").message(5, constant);
    graph.message(11, tensor(INPUT, arithmetic.first, shape.rows(), inner));
    graph.message(12, tensor(OUTPUT, arithmetic.product, shape.rows(), columns));
    Message opset = new Message().text(1, "").varint(2, OPSET);
    return new Message().varint(1, IR_VERSION).message(7, graph).message(8, opset).toBytes();
  }

  private static Message tensor(String name, Arithmetic.Type element, int... shape) {
    Message dimensions = new Message();
    for (int dimension : shape) {
      dimensions.message(1, new Message().varint(1, dimension));
    }
    Message type = new Message().varint(1, element.number).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, type));
  }

  /** Fields one after the other. */
  private static final class Message {
    private static final int DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message varint(int field, int value) {
      raw(field << 3);
      raw(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    Message bytes(int field, byte[] value) {
      raw(field << 3 | DELIMITED);
      raw(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    /** Seven bits a byte, the lowest first. */
    private void raw(int value) {
      int rest = value;
      for (; rest >= 0x80; rest >>>= 7) {
        out.write(rest & 0x7F | 0x80);
      }
      out.write(rest);
    }
  }
}
