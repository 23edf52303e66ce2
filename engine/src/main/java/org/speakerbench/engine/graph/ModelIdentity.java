package org.speakerbench.engine.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.graph.internal.proto.FunctionProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.SparseTensorProto;

/**
 * A model as what it computes from what: a SHA-256 over its weights and its structure. Names that
 * an exporter wrote do not count (of nodes, of values between them, of files beside it, of
 * dimensions that vary, of the author's folders), nor whether weights are inside or outside, in
 * which order independent nodes stand, the program that wrote it, its metadata and version of the
 * file's form. What counts are names, types and fixed dimensions of inputs and outputs, and of all
 * nodes that outputs come from the operator, its version, attributes, what it takes, and the
 * tensors by type, shape and values.
 */
public final class ModelIdentity {
  /** Raised when other models than before are the same. */
  private static final long VERSION = 1;

  private final IdentityDigest digest;
  private final Graph graph;
  private final Map<String, SparseTensorProto> sparse = new HashMap<>();

  /** Numbers of the values, in the order in which they are met on the way from the outputs. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private ModelIdentity(OnnxModel model) {
    this.graph = model.graph();
    this.digest = new IdentityDigest(model);
    graph
        .proto()
        .getSparseInitializerList()
        .forEach(tensor -> sparse.put(tensor.getValues().getName(), tensor));
  }

  /**
   * Of a model, its weights read wherever they are.
   *
   * @return 64 hexadecimal digits
   * @throws org.speakerbench.engine.SpeakerbenchException if weights beside it cannot be read
   */
  public static String of(OnnxModel model) {
    return new ModelIdentity(model).compute(model.proto().getFunctionsList());
  }

  private String compute(List<FunctionProto> functions) {
    digest.number(VERSION);
    for (Value input : graph.inputs()) {
      digest.value(input);
      numbers.put(input.name(), numbers.size());
    }
    for (Value output : graph.outputs()) {
      visit(output.name());
      digest.value(output);
      digest.number(numbers.getOrDefault(output.name(), -1));
    }
    functions.stream()
        .sorted(
            Comparator.comparing(FunctionProto::getDomain).thenComparing(FunctionProto::getName))
        .forEach(function -> digest.function(function, new HashMap<>()));
    return digest.hex();
  }

  /** A node whose values are being visited. */
  private static final class Visit {
    private final Node node;
    private final List<String> needed;
    private int next;

    Visit(Node node) {
      this.node = node;
      this.needed = new ArrayList<>(node.inputs());
      needed.addAll(node.captured());
    }
  }

  /** Without recursion: models are thousands of nodes deep. */
  private void visit(String output) {
    Deque<Visit> open = new ArrayDeque<>();
    enter(output, open);
    while (!open.isEmpty()) {
      Visit visit = open.peek();
      if (visit.next < visit.needed.size()) {
        enter(visit.needed.get(visit.next++), open);
      } else {
        open.pop();
        digest.node(visit.node.proto(), numbers);
        visit.node.outputs().forEach(made -> numbers.putIfAbsent(made, numbers.size()));
      }
    }
  }

  private void enter(String value, Deque<Visit> open) {
    if (value.isEmpty() || numbers.containsKey(value)) {
      return;
    }
    var maker = graph.maker(value);
    if (maker.isPresent()) {
      open.push(new Visit(maker.get()));
      return;
    }
    numbers.put(value, numbers.size());
    if (sparse.containsKey(value)) {
      digest.sparse(sparse.get(value));
    } else {
      graph.constant(value).ifPresent(digest::tensor);
    }
  }

  /** Numbers of the values inside a graph within a node, which sees those around it. */
  static Map<String, Integer> inside(GraphProto graph, Map<String, Integer> around) {
    Map<String, Integer> numbers = new HashMap<>(around);
    int first = around.size();
    for (String name : made(graph)) {
      numbers.put(name, first++);
    }
    return numbers;
  }

  private static List<String> made(GraphProto graph) {
    List<String> names = new ArrayList<>();
    graph.getInputList().forEach(input -> names.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> names.add(tensor.getValues().getName()));
    graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    return names;
  }
}
