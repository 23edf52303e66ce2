package org.speakerbench.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.graph.internal.proto.AttributeProto;
import org.speakerbench.engine.graph.internal.proto.FunctionProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.SparseTensorProto;
import org.speakerbench.engine.graph.internal.proto.TensorProto;

/**
 * All nodes and tensors of a model, wherever they are: in the graph, in graphs inside nodes, in
 * functions, in attributes; of a sparse tensor its values and its indices.
 */
final class Everything {
  private final ExternalData external;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  Everything(Graph graph, List<FunctionProto> functions, ExternalData external) {
    this.external = external;
    graph.nodes().forEach(this::add);
    tensors.addAll(graph.tensors());
    graph.proto().getSparseInitializerList().forEach(this::add);
    functions.forEach(function -> function.getNodeList().forEach(this::add));
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Tensor> tensors() {
    return tensors;
  }

  private void add(NodeProto node) {
    add(new Node(node, external));
  }

  private void add(Node node) {
    nodes.add(node);
    node.proto().getAttributeList().forEach(this::add);
  }

  private void add(AttributeProto attribute) {
    if (attribute.hasT()) {
      add(attribute.getT());
    }
    attribute.getTensorsList().forEach(this::add);
    if (attribute.hasSparseTensor()) {
      add(attribute.getSparseTensor());
    }
    attribute.getSparseTensorsList().forEach(this::add);
    Node.subgraphs(attribute).forEach(this::add);
  }

  private void add(GraphProto graph) {
    graph.getNodeList().forEach(this::add);
    graph.getInitializerList().forEach(this::add);
    graph.getSparseInitializerList().forEach(this::add);
  }

  private void add(SparseTensorProto sparse) {
    add(sparse.getValues());
    add(sparse.getIndices());
  }

  private void add(TensorProto tensor) {
    tensors.add(new Tensor(tensor, external));
  }
}
