package org.speakerbench.bench.environment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * ONNX models of a few tensors, written field by field in protobuf wire format: field numbers are
 * from {@code onnx.proto}.
 */
final class TinyModel {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TinyModel() {}

  static byte[] inside() {
    TinyModel raw = new TinyModel().varint(1, 2).varint(2, 1).text(8, "w").text(9, "12345678");
    return model(graph().message(5, raw));
  }

  /** An initializer for each location. */
  static byte[] external(String... locations) {
    TinyModel graph = graph();
    for (String location : locations) {
      graph.message(5, tensor(location, 1));
    }
    return model(graph);
  }

  static byte[] unused(String location) {
    return model(graph().message(5, tensor(location, 0)));
  }

  /** A graph of a node that gives its output. */
  private static TinyModel graph() {
    return new TinyModel()
        .message(1, new TinyModel().text(1, "w").text(2, "y").text(4, "Identity"))
        .text(2, "tiny")
        .message(12, new TinyModel().text(1, "y"));
  }

  /** Entries as exporters write them: the location, then its part of the file. */
  private static TinyModel tensor(String location, int dataLocation) {
    return new TinyModel()
        .varint(1, 300)
        .varint(2, 1)
        .text(8, "w")
        .message(13, new TinyModel().text(1, "location").text(2, location))
        .message(13, new TinyModel().text(1, "length").text(2, "1200"))
        .varint(14, dataLocation);
  }

  private static byte[] model(TinyModel graph) {
    return new TinyModel().varint(1, 8).message(7, graph).bytes();
  }

  private byte[] bytes() {
    return bytes.toByteArray();
  }

  private TinyModel varint(int field, int value) {
    raw(field << 3);
    raw(value);
    return this;
  }

  private TinyModel text(int field, String value) {
    return delimited(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private TinyModel message(int field, TinyModel value) {
    return delimited(field, value.bytes());
  }

  private TinyModel delimited(int field, byte[] value) {
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
