package org.speakerbench.engine.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.graph.internal.proto.AttributeProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.ModelProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.OperatorSetIdProto;
import org.speakerbench.engine.graph.internal.proto.ShapeProto;
import org.speakerbench.engine.graph.internal.proto.StringStringEntryProto;
import org.speakerbench.engine.graph.internal.proto.TensorProto;
import org.speakerbench.engine.graph.internal.proto.TypeProto;
import org.speakerbench.engine.graph.internal.proto.ValueInfoProto;

/** Models of a few nodes from {@code x} to {@code y}, written as an exporter might. */
public final class HandMade {
  private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");

  /** A model whose input has this type and shape; a number is a fixed dimension. */
  public static HandMade of(int opset, ElementType type, Object... shape) {
    HandMade made = new HandMade();
    made.model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    made.graph.addInput(value("x", type, shape));
    made.graph.addOutput(value("y", ElementType.FLOAT, "n", 4));
    return made;
  }

  /** A model of features [n, t, 80]. */
  public static HandMade usual() {
    return of(17, ElementType.FLOAT, "n", "t", 80);
  }

  /** The output has this shape instead of [n, 4]. */
  public HandMade output(Object... shape) {
    graph.setOutput(0, value("y", ElementType.FLOAT, shape));
    return this;
  }

  private static ValueInfoProto value(String name, ElementType type, Object... shape) {
    ShapeProto.Builder dims = ShapeProto.newBuilder();
    for (Object dim : shape) {
      dims.addDim(
          dim instanceof Integer number
              ? ShapeProto.Dimension.newBuilder().setDimValue(number)
              : ShapeProto.Dimension.newBuilder().setDimParam(dim.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.TensorType.newBuilder().setElemType(type.number()).setShape(dims)))
        .build();
  }

  public HandMade node(Node node) {
    graph.addNode(node.proto());
    return this;
  }

  /** A node of another domain, with a text for its author. */
  public HandMade node(String domain, String operator, String in, String out, String author) {
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .addInput(in)
            .addOutput(out)
            .addMetadataProps(
                StringStringEntryProto.newBuilder().setKey("stack_trace").setValue(author)));
    return this;
  }

  /** A node Constant. */
  public HandMade constant(TensorProto tensor) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput(tensor.getName())
            .addAttribute(AttributeProto.newBuilder().setName("value").setType(4).setT(tensor)));
    return this;
  }

  /** A node If whose branches are the same graph of one node. */
  public HandMade branches(String condition, String out, Node inside, TensorProto... tensors) {
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(inside.proto())
            .addAllInitializer(Arrays.asList(tensors))
            .addOutput(ValueInfoProto.newBuilder().setName(inside.outputs().get(0)))
            .build();
    NodeProto.Builder node = NodeProto.newBuilder().setOpType("If").addInput(condition);
    for (String name : List.of("then_branch", "else_branch")) {
      node.addAttribute(AttributeProto.newBuilder().setName(name).setType(5).setG(branch));
    }
    graph.addNode(node.addOutput(out));
    return this;
  }

  public HandMade tensor(Tensor tensor) {
    graph.addInitializer(tensor.proto());
    return this;
  }

  public HandMade metadata(String key, String value) {
    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    return this;
  }

  public HandMade tensor(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A tensor of floats whose values are beside the model. */
  public static TensorProto external(String name, int floats, String location) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(ElementType.FLOAT.number())
        .addDims(floats)
        .setDataLocation(ExternalData.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .build();
  }

  public OnnxModel model() {
    return OnnxModel.parse(Path.of("made.onnx"), bytes());
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private byte[] bytes() {
    return model.setGraph(graph).build().toByteArray();
  }
}
