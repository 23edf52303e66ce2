package org.speakerbench.bench.environment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Which files besides its own an ONNX model takes its weights from: the locations that its tensors
 * name. Field numbers are those of {@code onnx.proto}; a tensor may be an initializer, dense or
 * sparse, or an attribute of a node, in the graph, in a graph inside a node, or in a function.
 */
final class ExternalData {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_FUNCTIONS = 25;
  private static final int FUNCTION_NODE = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_SPARSE_INITIALIZER = 15;
  private static final int SPARSE_VALUES = 1;
  private static final int SPARSE_INDICES = 2;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_TENSORS = 10;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int ATTRIBUTE_SPARSE_TENSOR = 22;
  private static final int ATTRIBUTE_SPARSE_TENSORS = 23;
  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;
  private static final int EXTERNAL = 1;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  private final SortedSet<String> locations = new TreeSet<>();

  private ExternalData() {}

  /**
   * Names of the files, relative to the folder of the model; empty if it holds its own weights.
   *
   * @throws SpeakerbenchException if it is no ONNX model
   * @throws IOException if it cannot be read
   */
  static SortedSet<String> locations(Path onnx) throws IOException {
    ExternalData found = new ExternalData();
    try (FileChannel file = FileChannel.open(onnx)) {
      ByteBuffer model = file.map(MapMode.READ_ONLY, 0, file.size());
      found.model(new Protobuf(model));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SpeakerbenchException(
          onnx + ": found broken protobuf (" + e.getMessage() + "), expected an ONNX model", e);
    }
    return found.locations;
  }

  private void model(Protobuf model) {
    while (model.next()) {
      if (model.field() == MODEL_GRAPH) {
        graph(model.message());
      } else if (model.field() == MODEL_FUNCTIONS) {
        function(model.message());
      }
    }
  }

  private void function(Protobuf function) {
    while (function.next()) {
      if (function.field() == FUNCTION_NODE) {
        node(function.message());
      }
    }
  }

  private void graph(Protobuf graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case GRAPH_NODE -> node(graph.message());
        case GRAPH_INITIALIZER -> tensor(graph.message());
        case GRAPH_SPARSE_INITIALIZER -> sparse(graph.message());
        default -> {}
      }
    }
  }

  private void node(Protobuf node) {
    while (node.next()) {
      if (node.field() == NODE_ATTRIBUTE) {
        attribute(node.message());
      }
    }
  }

  private void attribute(Protobuf attribute) {
    while (attribute.next()) {
      switch (attribute.field()) {
        case ATTRIBUTE_TENSOR, ATTRIBUTE_TENSORS -> tensor(attribute.message());
        case ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS -> graph(attribute.message());
        case ATTRIBUTE_SPARSE_TENSOR, ATTRIBUTE_SPARSE_TENSORS -> sparse(attribute.message());
        default -> {}
      }
    }
  }

  private void sparse(Protobuf sparse) {
    while (sparse.next()) {
      if (sparse.field() == SPARSE_VALUES || sparse.field() == SPARSE_INDICES) {
        tensor(sparse.message());
      }
    }
  }

  private void tensor(Protobuf tensor) {
    String location = null;
    boolean external = false;
    while (tensor.next()) {
      if (tensor.field() == TENSOR_EXTERNAL_DATA) {
        String named = location(tensor.message());
        location = named == null ? location : named;
      } else if (tensor.field() == TENSOR_DATA_LOCATION) {
        external = tensor.number() == EXTERNAL;
      }
    }
    if (external && location != null) {
      locations.add(location);
    }
  }

  private static String location(Protobuf entry) {
    String key = "";
    String value = "";
    while (entry.next()) {
      if (entry.field() == ENTRY_KEY) {
        key = entry.text();
      } else if (entry.field() == ENTRY_VALUE) {
        value = entry.text();
      }
    }
    return key.equals("location") ? value : null;
  }
}
