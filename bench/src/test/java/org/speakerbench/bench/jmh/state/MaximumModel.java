package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.graph.internal.proto.AttributeProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.ModelProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.OperatorSetIdProto;
import org.speakerbench.engine.graph.internal.proto.ShapeProto;
import org.speakerbench.engine.graph.internal.proto.TypeProto;
import org.speakerbench.engine.graph.internal.proto.ValueInfoProto;

/** A model file of one node: the embedding is the maximum over the frames. */
public final class MaximumModel {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int INTS = 7;
  private static final int IR_VERSION = 7;

  private MaximumModel() {}

  /**
   * Writes it.
   *
   * @param batch the only number of clips that it takes in a call, or a name for any
   */
  public static Path write(Path file, Object batch, int bins) throws IOException {
    NodeProto node =
        NodeProto.newBuilder()
            .setOpType("ReduceMax")
            .addInput("x")
            .addOutput("y")
            .addAttribute(AttributeProto.newBuilder().setName("axes").addInts(1).setType(INTS))
            .addAttribute(AttributeProto.newBuilder().setName("keepdims").setI(0).setType(INT))
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("maximum")
            .addNode(node)
            .addInput(value("x", List.of(batch, "frames", bins)))
            .addOutput(value("y", List.of(batch, bins)))
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(11))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }

  private static ValueInfoProto value(String name, List<Object> shape) {
    ShapeProto.Builder dimensions = ShapeProto.newBuilder();
    for (Object dimension : shape) {
      if (dimension instanceof Integer number) {
        dimensions.addDimBuilder().setDimValue(number);
      } else {
        dimensions.addDimBuilder().setDimParam(dimension.toString());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.TensorType.newBuilder().setElemType(FLOAT).setShape(dimensions)))
        .build();
  }
}
