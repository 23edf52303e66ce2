package org.speakerbench.engine.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.internal.proto.StringStringEntryProto;

/**
 * Where the values of a tensor are.
 *
 * @param location path of the file, relative to the folder of the ONNX file
 * @param offset first byte
 * @param length bytes; -1 if the ONNX file does not say, which means to the end
 */
public record ExternalRange(String location, long offset, long length) {

  static ExternalRange of(String tensor, List<StringStringEntryProto> entries) {
    Map<String, String> values = new HashMap<>();
    entries.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    String location = values.getOrDefault("location", "");
    if (location.isEmpty()) {
      throw new SpeakerbenchException(
          "tensor " + tensor + ": found external data without a file, expected its location");
    }
    return new ExternalRange(
        location, number(tensor, values, "offset", 0), number(tensor, values, "length", -1));
  }

  private static long number(String tensor, Map<String, String> values, String key, long missing) {
    String text = values.get(key);
    try {
      long number = text == null ? missing : Long.parseLong(text);
      if (text != null && number < 0) {
        throw new NumberFormatException();
      }
      return number;
    } catch (NumberFormatException e) {
      throw new SpeakerbenchException(
          "tensor " + tensor + ": found " + key + " " + text + ", expected a number from 0", e);
    }
  }

  /** The byte behind its last one. */
  long end(Tensor tensor) {
    long bytes =
        length >= 0 ? length : tensor.type().map(type -> type.bytes(tensor.elements())).orElse(0L);
    return offset + bytes;
  }
}
