package org.speakerbench.engine.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.graph.internal.proto.AttributeProto;
import org.speakerbench.engine.graph.internal.proto.FunctionProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.SparseTensorProto;
import org.speakerbench.engine.graph.internal.proto.TensorProto;

/** The parts of a model as bytes of which each tells its length: no two models have the same. */
final class IdentityDigest {
  private final MessageDigest sha256;
  private final Map<String, Integer> opsets;
  private final ExternalData external;

  IdentityDigest(OnnxModel model) {
    opsets = model.opsets();
    external = new ExternalData(model.file());
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  void number(long number) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
  }

  private void text(String text) {
    bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void bytes(ByteBuffer bytes) {
    number(bytes.remaining());
    sha256.update(bytes);
  }

  private void unknown(UnknownFieldSet fields) {
    bytes(fields.toByteString().asReadOnlyByteBuffer());
  }

  /** An input or output; a dimension that varies counts without its name. */
  void value(Value value) {
    text("value");
    text(value.name());
    text(value.type().map(ElementType::toString).orElse(""));
    number(value.shape() == null ? -1 : value.shape().size());
    if (value.shape() != null) {
      value.shape().forEach(dim -> text(Value.isFixed(dim) ? dim : "?"));
    }
  }

  /** A node whose inputs have numbers; one left out is -1. */
  void node(NodeProto node, Map<String, Integer> numbers) {
    text("node");
    String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
    text(domain);
    text(node.getOpType());
    number(opsets.getOrDefault(domain, 0));
    number(node.getInputCount());
    node.getInputList().forEach(input -> number(numbers.getOrDefault(input, -1)));
    number(node.getOutputCount());
    node.getOutputList().forEach(output -> number(output.isEmpty() ? 0 : 1));
    number(node.getAttributeCount());
    node.getAttributeList().stream()
        .sorted(Comparator.comparing(AttributeProto::getName))
        .forEach(attribute -> attribute(attribute, numbers));
    unknown(node.getUnknownFields());
  }

  private void attribute(AttributeProto attribute, Map<String, Integer> numbers) {
    text(attribute.getName());
    number(Float.floatToRawIntBits(attribute.getF()));
    number(attribute.getI());
    bytes(attribute.getS().asReadOnlyByteBuffer());
    number(attribute.getFloatsCount());
    attribute.getFloatsList().forEach(number -> number(Float.floatToRawIntBits(number)));
    number(attribute.getIntsCount());
    attribute.getIntsList().forEach(this::number);
    number(attribute.getStringsCount());
    attribute.getStringsList().stream().map(ByteString::asReadOnlyByteBuffer).forEach(this::bytes);
    number(attribute.hasT() ? 1 : 0);
    if (attribute.hasT()) {
      tensor(attribute.getT());
    }
    number(attribute.getTensorsCount());
    attribute.getTensorsList().forEach(this::tensor);
    number(attribute.hasSparseTensor() ? 1 : 0);
    if (attribute.hasSparseTensor()) {
      sparse(attribute.getSparseTensor());
    }
    number(attribute.getSparseTensorsCount());
    attribute.getSparseTensorsList().forEach(this::sparse);
    List<GraphProto> graphs = Node.subgraphs(attribute);
    number(graphs.size());
    graphs.forEach(graph -> graph(graph, ModelIdentity.inside(graph, numbers)));
    unknown(attribute.getUnknownFields());
  }

  private void graph(GraphProto graph, Map<String, Integer> numbers) {
    number(graph.getInputCount());
    number(graph.getInitializerCount());
    graph.getInitializerList().forEach(this::tensor);
    number(graph.getSparseInitializerCount());
    graph.getSparseInitializerList().forEach(this::sparse);
    number(graph.getNodeCount());
    graph.getNodeList().forEach(node -> node(node, numbers));
    number(graph.getOutputCount());
    graph.getOutputList().forEach(output -> number(numbers.getOrDefault(output.getName(), -1)));
  }

  /** A function of the model's own, which nodes call by its name. */
  void function(FunctionProto function, Map<String, Integer> numbers) {
    text(function.getDomain());
    text(function.getName());
    function.getInputList().forEach(input -> numbers.put(input, numbers.size()));
    function
        .getNodeList()
        .forEach(
            node ->
                node.getOutputList().forEach(made -> numbers.putIfAbsent(made, numbers.size())));
    number(function.getInputCount());
    number(function.getNodeCount());
    function.getNodeList().forEach(node -> node(node, numbers));
    number(function.getOutputCount());
    function.getOutputList().forEach(output -> number(numbers.getOrDefault(output, -1)));
    unknown(function.getUnknownFields());
  }

  void sparse(SparseTensorProto sparse) {
    tensor(sparse.getValues());
    tensor(sparse.getIndices());
    unknown(sparse.getUnknownFields());
  }

  private void tensor(TensorProto tensor) {
    tensor(new Tensor(tensor, external));
  }

  /** A tensor by type, shape and values. */
  void tensor(Tensor tensor) {
    text("tensor");
    number(tensor.proto().getDataType());
    number(tensor.shape().size());
    tensor.shape().forEach(this::number);
    if (tensor.type().filter(type -> type != ElementType.STRING).isPresent()) {
      bytes(tensor.bytes());
    } else { // texts and types newer than this program are as the file has them
      bytes(tensor.proto().getRawData().asReadOnlyByteBuffer());
      tensor.proto().getInt32DataList().forEach(this::number);
      unknown(tensor.proto().getUnknownFields());
    }
  }
}
