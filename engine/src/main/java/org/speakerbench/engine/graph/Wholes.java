package org.speakerbench.engine.graph;

import org.speakerbench.engine.graph.internal.proto.AttributeProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.TensorProto;

/** Nodes with the values of their tensors inside, whatever file they were in. */
final class Wholes {
  private Wholes() {}

  static NodeProto of(NodeProto node, ExternalData external) {
    NodeProto.Builder whole = node.toBuilder();
    whole.clearAttribute();
    node.getAttributeList().forEach(a -> whole.addAttribute(of(a, external)));
    return whole.build();
  }

  private static AttributeProto of(AttributeProto attribute, ExternalData external) {
    AttributeProto.Builder whole = attribute.toBuilder().clearTensors().clearGraphs();
    if (attribute.hasT()) {
      whole.setT(of(attribute.getT(), external));
    }
    if (attribute.hasG()) {
      whole.setG(of(attribute.getG(), external));
    }
    attribute.getTensorsList().forEach(tensor -> whole.addTensors(of(tensor, external)));
    attribute.getGraphsList().forEach(graph -> whole.addGraphs(of(graph, external)));
    return whole.build();
  }

  private static GraphProto of(GraphProto graph, ExternalData external) {
    GraphProto.Builder whole = graph.toBuilder().clearNode().clearInitializer();
    graph.getNodeList().forEach(node -> whole.addNode(of(node, external)));
    graph.getInitializerList().forEach(tensor -> whole.addInitializer(of(tensor, external)));
    return whole.build();
  }

  private static TensorProto of(TensorProto tensor, ExternalData external) {
    return new Tensor(tensor, external).whole();
  }
}
