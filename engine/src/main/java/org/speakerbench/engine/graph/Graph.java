package org.speakerbench.engine.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.TensorProto;

/**
 * The nodes and tensors of a model, to be read and changed; not for several threads. Values are
 * known by their names: each is an input, a tensor, or made by one node.
 */
public final class Graph {
  private final GraphProto proto;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Tensors of the file: older files, and some of newer ones, have them among the inputs too. */
  private final Set<String> initialized = new HashSet<>();

  /** What follows from the nodes; null after a change. */
  private Links links;

  Graph(GraphProto proto, ExternalData external) {
    // The tensors are kept here only.
    this.proto = proto.toBuilder().clearNode().clearInitializer().build();
    proto.getNodeList().forEach(node -> nodes.add(new Node(node, external)));
    for (TensorProto tensor : proto.getInitializerList()) {
      tensors.put(tensor.getName(), new Tensor(tensor, external));
    }
    initialized.addAll(tensors.keySet());
  }

  /** Who makes and uses each value. */
  private record Links(Map<String, Node> makers, Map<String, List<Node>> users) {
    static Links of(List<Node> nodes) {
      Links links = new Links(new HashMap<>(), new HashMap<>());
      nodes.forEach(links::add);
      return links;
    }

    void add(Node node) {
      node.outputs().forEach(output -> makers.put(output, node));
      taken(node).forEach(in -> users.computeIfAbsent(in, any -> new ArrayList<>()).add(node));
    }

    void remove(Node node) {
      node.outputs().forEach(output -> makers.remove(output, node));
      taken(node).forEach(in -> users.get(in).removeIf(user -> user == node));
    }

    private static Set<String> taken(Node node) {
      Set<String> taken = new HashSet<>(node.inputs());
      taken.addAll(node.captured());
      return taken;
    }
  }

  private Links links() {
    if (links == null) {
      links = Links.of(nodes);
    }
    return links;
  }

  /** All nodes, in an order in which each stands behind those that it takes values from. */
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** All tensors of constants that are not in nodes. */
  public Collection<Tensor> tensors() {
    return Collections.unmodifiableCollection(tensors.values());
  }

  /** Inputs that a caller gives: those that are no tensors of the graph as well. */
  public List<Value> inputs() {
    return proto.getInputList().stream()
        .filter(input -> !tensors.containsKey(input.getName()))
        .map(Value::of)
        .toList();
  }

  public List<Value> outputs() {
    return proto.getOutputList().stream().map(Value::of).toList();
  }

  /** What the file says of the values between nodes: often nothing. */
  public List<Value> described() {
    return proto.getValueInfoList().stream().map(Value::of).toList();
  }

  /** The node that makes a value; empty for inputs and tensors. */
  public Optional<Node> maker(String value) {
    return Optional.ofNullable(links().makers.get(value));
  }

  /** The nodes that take a value, themselves or in a graph inside them, each once. */
  public List<Node> users(String value) {
    return List.copyOf(links().users.getOrDefault(value, List.of()));
  }

  /** Whether a caller gets this value. */
  public boolean isOutput(String value) {
    return proto.getOutputList().stream().anyMatch(output -> output.getName().equals(value));
  }

  /** The only node that takes a value, if the value goes nowhere else. */
  public Optional<Node> onlyUser(String value) {
    List<Node> users = users(value);
    return users.size() == 1 && !isOutput(value) ? Optional.of(users.get(0)) : Optional.empty();
  }

  /** The constant of this name: a tensor, or what a node Constant gives, through Identity. */
  public Optional<Tensor> constant(String value) {
    Tensor tensor = tensors.get(value);
    if (tensor != null) {
      return Optional.of(tensor);
    }
    Node node = links().makers.get(value);
    if (node != null && node.is("Identity")) {
      return constant(node.input(0));
    }
    return node != null && node.is("Constant") ? Constants.of(node, value) : Optional.empty();
  }

  /** A name that no value has yet. */
  public String fresh(String wish) {
    String name = wish;
    for (int i = 1; isTaken(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return tensors.containsKey(name)
        || links().makers.containsKey(name)
        || links().users.containsKey(name)
        || proto.getInputList().stream().anyMatch(input -> input.getName().equals(name));
  }

  /** Adds a tensor, or puts it in place of the one of its name. */
  public void put(Tensor tensor) {
    tensors.put(tensor.name(), tensor);
  }

  /** Adds nodes before another. */
  public void insert(Node before, List<Node> added) {
    nodes.addAll(indexOf(before), added);
    if (links != null) {
      added.forEach(links::add);
    }
  }

  /** Puts nodes in place of one. */
  public void replace(Node node, List<Node> others) {
    int index = indexOf(node);
    nodes.remove(index);
    nodes.addAll(index, others);
    if (links != null) {
      links.remove(node);
      others.forEach(links::add);
    }
  }

  /**
   * Lets all that take a value take another.
   *
   * @throws SpeakerbenchException if a caller or a graph inside a node takes it, by its name
   */
  public void redirect(String value, String other) {
    if (isOutput(value)) {
      throw new SpeakerbenchException(
          "value " + value + ": found an output of the model, expected one between nodes");
    }
    for (Node user : users(value)) {
      if (user.captured().contains(value)) {
        throw new SpeakerbenchException(
            "value " + value + ": found in a graph inside " + user + ", expected it in nodes only");
      }
    }
    nodes.replaceAll(
        node ->
            node.inputs().contains(value)
                ? node.taking(node.inputs().stream().map(i -> i.equals(value) ? other : i).toList())
                : node);
    links = null;
  }

  /**
   * Removes nodes and tensors from which nothing comes that a caller gets, in whatever order the
   * nodes stand: some converters do not sort them.
   */
  public void removeUnused() {
    Map<String, Node> makers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    proto.getOutputList().forEach(output -> open.add(output.getName()));
    while (!open.isEmpty()) {
      String value = open.remove();
      Node maker = needed.add(value) ? makers.get(value) : null;
      if (maker != null) {
        open.addAll(maker.inputs());
        open.addAll(maker.captured());
      }
    }
    nodes.removeIf(node -> node.outputs().stream().noneMatch(needed::contains));
    tensors.keySet().retainAll(needed);
    links = null;
  }

  private int indexOf(Node node) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) == node) {
        return i;
      }
    }
    throw new IllegalArgumentException(node + " is not in this graph");
  }

  /** The message without nodes and tensors, for what is read of it in this package. */
  GraphProto proto() {
    return proto;
  }

  /** The graph with all values inside, without what describes values that are gone. */
  GraphProto whole() {
    return with(Tensor::whole);
  }

  /** The same with its tensors in another form. */
  GraphProto with(Function<Tensor, TensorProto> form) {
    GraphProto.Builder graph = proto.toBuilder().clearValueInfo().clearInput();
    proto.getInputList().stream()
        .filter(in -> tensors.containsKey(in.getName()) || !initialized.contains(in.getName()))
        .forEach(graph::addInput);
    for (Node node : nodes) {
      NodeProto whole = node.whole();
      graph.addNode(whole);
    }
    tensors.values().forEach(tensor -> graph.addInitializer(form.apply(tensor)));
    Map<String, Node> makers = links().makers;
    proto.getValueInfoList().stream()
        .filter(value -> makers.containsKey(value.getName()))
        .forEach(graph::addValueInfo);
    return graph.build();
  }
}
