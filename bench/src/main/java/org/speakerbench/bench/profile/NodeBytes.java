package org.speakerbench.bench.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import org.speakerbench.bench.measure.NodeMacs;
import org.speakerbench.bench.measure.NodeShapes;

/**
 * The least that a node moves: each of its inputs, weights and outputs once, in bytes, as ONNX
 * Runtime's profiler has their sizes. The constant factor of a product is packed and not in the
 * profile any more: its size is that of the product's shapes.
 */
final class NodeBytes {
  private NodeBytes() {}

  /** In one call. */
  static long of(JsonNode arguments, OptionalLong macs) {
    long bytes =
        arguments.path("activation_size").asLong()
            + arguments.path("parameter_size").asLong()
            + arguments.path("output_size").asLong();
    if (macs.isEmpty() || !NodeMacs.isProduct(arguments.path("op_name").asText())) {
      return bytes;
    }
    NodeShapes shapes = NodeShapes.of(arguments);
    long values = shapes.outputValues();
    if (values == 0 || shapes.inputs().stream().skip(1).anyMatch(shape -> shape.length > 1)) {
      return bytes;
    }
    long[] out = shapes.outputs().get(0);
    long factor = macs.getAsLong() / values * out[out.length - 1]; // K N
    return bytes + factor * arguments.path("output_size").asLong() / values;
  }
}
