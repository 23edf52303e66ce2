package org.speakerbench.bench.environment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * ONNX models of a few tensors, written field by field in protobuf wire format: field numbers are
 * from {@code onnx.proto}.
 */
final class TinyModel {
  private static final int UINT8 = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TinyModel() {}

  static byte[] inside() {
    TinyModel raw = new TinyModel().varint(1, 2).varint(2, 1).text(8, "w").text(9, "12345678");
    return model(graph("w").message(5, raw));
  }

  /** An initializer of so many bytes for each location. */
  static byte[] external(int bytes, String... locations) {
    TinyModel graph = graph("w of " + locations[0]);
    for (String location : locations) {
      graph.message(5, tensor(location, bytes, 1));
    }
    return model(graph);
  }

  static byte[] unused(String location) {
    return model(graph("w of " + location).message(5, tensor(location, 4, 0).text(9, "1234")));
  }

  /** A graph of a node that gives its output. */
  private static TinyModel graph(String input) {
    return new TinyModel()
        .message(1, new TinyModel().text(1, input).text(2, "y").text(4, "Identity"))
        .text(2, "tiny")
        .message(12, new TinyModel().text(1, "y"));
  }

  /** Entries as exporters write them: the location, then its part of the file. */
  private static TinyModel tensor(String location, int bytes, int dataLocation) {
    return new TinyModel()
        .varint(1, bytes)
        .varint(2, UINT8)
        .text(8, "w of " + location)
        .message(13, new TinyModel().text(1, "location").text(2, location))
        .message(13, new TinyModel().text(1, "length").text(2, "" + bytes))
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
