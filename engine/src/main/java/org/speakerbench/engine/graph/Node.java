package org.speakerbench.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.internal.proto.AttributeProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;

/** An operator and the names of the values that it takes and gives; immutable, one of its kind. */
public final class Node {
  private final NodeProto proto;
  private final ExternalData external;
  private final Set<String> captured;

  Node(NodeProto proto, ExternalData external) {
    this.proto = proto;
    this.external = external;
    Set<String> found = new LinkedHashSet<>();
    proto
        .getAttributeList()
        .forEach(attribute -> subgraphs(attribute).forEach(g -> capture(g, found)));
    captured = found;
  }

  /** A node of ONNX's own operators, named after its first output. */
  public static Node of(
      String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs);
    for (Attribute attribute : attributes) {
      node.addAttribute(attribute.proto());
    }
    return new Node(node.build(), null);
  }

  public String operator() {
    return proto.getOpType();
  }

  /** Domain of the operator; empty for ONNX's own. */
  public String domain() {
    return proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
  }

  /** Whether it is this operator of ONNX's own. */
  public boolean is(String operator) {
    return domain().isEmpty() && operator().equals(operator);
  }

  public String name() {
    return proto.getName();
  }

  /** Names of the values that it takes; an empty name is an input left out. */
  public List<String> inputs() {
    return proto.getInputList();
  }

  /** Name of an input; empty if it is left out. */
  public String input(int index) {
    return index < proto.getInputCount() ? proto.getInput(index) : "";
  }

  public List<String> outputs() {
    return proto.getOutputList();
  }

  /**
   * Names that graphs inside it, such as the branches of an If, take from around it, in the order
   * in which they are named there.
   */
  public Set<String> captured() {
    return captured;
  }

  /** Whether there is an attribute of this name. */
  public boolean has(String attribute) {
    return find(attribute).isPresent();
  }

  /** An attribute that is an integer. */
  public long integer(String attribute, long missing) {
    return find(attribute).map(AttributeProto::getI).orElse(missing);
  }

  /** An attribute that is a list of integers; empty if it is missing. */
  public List<Long> integers(String attribute) {
    return find(attribute).map(AttributeProto::getIntsList).orElse(List.of());
  }

  /** An attribute that is a number. */
  public float number(String attribute, float missing) {
    return find(attribute).map(AttributeProto::getF).orElse(missing);
  }

  /** An attribute that is a text. */
  public String text(String attribute, String missing) {
    return find(attribute).map(found -> found.getS().toStringUtf8()).orElse(missing);
  }

  /** An attribute that is a tensor. */
  public Optional<Tensor> tensor(String attribute) {
    return find(attribute)
        .filter(AttributeProto::hasT)
        .map(found -> new Tensor(found.getT(), external));
  }

  /** The same node with other inputs. */
  public Node taking(List<String> inputs) {
    return new Node(proto.toBuilder().clearInput().addAllInput(inputs).build(), external);
  }

  /** The same node with other outputs. */
  public Node giving(List<String> outputs) {
    return new Node(proto.toBuilder().clearOutput().addAllOutput(outputs).build(), external);
  }

  /** The same node by another name: no two of a graph have the same. */
  public Node named(String name) {
    return new Node(proto.toBuilder().setName(name).build(), external);
  }

  /** The same node with an attribute added, or in place of the one of its name. */
  public Node with(Attribute attribute) {
    NodeProto.Builder node = without(attribute.proto().getName()).proto.toBuilder();
    return new Node(node.addAttribute(attribute.proto()).build(), external);
  }

  /** The same node without an attribute. */
  public Node without(String attribute) {
    List<AttributeProto> kept =
        proto.getAttributeList().stream().filter(a -> !a.getName().equals(attribute)).toList();
    return new Node(proto.toBuilder().clearAttribute().addAllAttribute(kept).build(), external);
  }

  private Optional<AttributeProto> find(String name) {
    return proto.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  NodeProto proto() {
    return proto;
  }

  /** The node with the values of its tensors inside, those of graphs inside it too. */
  NodeProto whole() {
    return Wholes.of(proto, external);
  }

  /** The graphs of an attribute. */
  static List<GraphProto> subgraphs(AttributeProto attribute) {
    List<GraphProto> graphs = new ArrayList<>(attribute.getGraphsList());
    if (attribute.hasG()) {
      graphs.add(attribute.getG());
    }
    return graphs;
  }

  /** Adds what a graph names and does not make. */
  private static void capture(GraphProto graph, Set<String> found) {
    Set<String> named = new LinkedHashSet<>();
    Set<String> made = new LinkedHashSet<>();
    graph.getInputList().forEach(input -> made.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> made.add(tensor.getName()));
    graph.getOutputList().forEach(output -> named.add(output.getName()));
    for (NodeProto node : graph.getNodeList()) {
      named.addAll(node.getInputList());
      made.addAll(node.getOutputList());
      node.getAttributeList().forEach(a -> subgraphs(a).forEach(g -> capture(g, named)));
    }
    named.removeAll(made);
    named.remove("");
    found.addAll(named);
  }

  /** For example {@code Conv conv1 (x, w) -> (y)}. */
  @Override
  public String toString() {
    return operator()
        + " "
        + name()
        + " ("
        + String.join(", ", inputs())
        + ") -> ("
        + String.join(", ", outputs())
        + ")";
  }
}
