package org.speakerbench.bench.matrix;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.internal.HalfFloat;

/**
 * A float16 graph in float32 operators, so that it does not matter how well a runtime computes
 * float16: with the same weights and exact values between the operators, or with each operator's
 * result rounded to float16 once, which is what the file says.
 */
final class LiteralHalf {
  /** Give something else than what they take. */
  private static final Set<String> OTHER_TYPES =
      Set.of("Shape", "Size", "ArgMax", "ArgMin", "Greater", "Less", "Equal", "IsNaN", "NonZero");

  private final OnnxModel model;
  private final boolean rounded;

  /** Values that were float16, and what they are called as float32. */
  private final Map<String, String> wide = new HashMap<>();

  private LiteralHalf(OnnxModel model, boolean rounded) {
    this.model = model;
    this.rounded = rounded;
  }

  /**
   * Writes it.
   *
   * @param rounded whether each result is rounded to float16
   * @throws SpeakerbenchException if the model takes or gives float16, or has graphs inside nodes
   */
  static void write(Path onnx, boolean rounded, Path out) {
    OnnxModel model = OnnxModel.read(onnx);
    new LiteralHalf(model, rounded).widen();
    model.write(out);
  }

  private void widen() {
    for (Tensor tensor : List.copyOf(model.graph().tensors())) {
      if (isHalf(tensor.type())) {
        model.graph().put(widened(tensor.named(rename(tensor.name()))));
      }
    }
    findHalf();
    for (Node node : List.copyOf(model.graph().nodes())) {
      model.graph().replace(node, widened(node));
    }
  }

  /** Nodes may stand in any order: converters put Casts behind all others. */
  private void findHalf() {
    int known;
    do {
      known = wide.size();
      for (Node node : model.graph().nodes()) {
        if (!node.captured().isEmpty()) {
          throw refused("a graph inside " + node, "nodes only");
        }
        if (givesHalf(node)) {
          node.outputs().stream().filter(output -> !output.isEmpty()).forEach(this::rename);
        }
      }
    } while (wide.size() > known);
  }

  private List<Node> widened(Node node) {
    boolean half = givesHalf(node);
    Node taking = taking(node);
    if (!half) {
      return List.of(taking);
    }
    if (node.outputs().stream().anyMatch(model.graph()::isOutput)) {
      throw refused("an output in float16", "float32 with a Cast in front of it");
    }
    List<Node> nodes = new ArrayList<>();
    List<String> exact = new ArrayList<>();
    for (String output : node.outputs()) {
      String made = output.isEmpty() ? output : rename(output);
      boolean round = !output.isEmpty() && (rounded || node.is("Cast"));
      exact.add(round ? model.graph().fresh(output + "_exact") : made);
      if (round) {
        String narrow = model.graph().fresh(output + "_f16");
        nodes.add(cast(exact.get(exact.size() - 1), narrow, ElementType.FLOAT16));
        nodes.add(cast(narrow, made, ElementType.FLOAT));
      }
    }
    Node computing = node.is("Cast") ? castToFloat(taking) : taking;
    nodes.add(0, computing.giving(exact));
    return nodes;
  }

  private boolean givesHalf(Node node) {
    if (node.is("Cast")) {
      return node.integer("to", 0) == ElementType.FLOAT16.number();
    }
    Optional<Tensor> value = node.tensor("value");
    if (value.isPresent()) {
      return isHalf(value.get().type());
    }
    return !OTHER_TYPES.contains(node.operator())
        && node.inputs().stream().anyMatch(wide::containsKey);
  }

  private Node taking(Node node) {
    Node taking =
        node.taking(node.inputs().stream().map(name -> wide.getOrDefault(name, name)).toList());
    Optional<Tensor> value = node.tensor("value").filter(tensor -> isHalf(tensor.type()));
    return value.isPresent() ? taking.with(Attribute.of("value", widened(value.get()))) : taking;
  }

  private static Node castToFloat(Node cast) {
    return cast.with(Attribute.of("to", (long) ElementType.FLOAT.number()));
  }

  private static Node cast(String from, String to, ElementType type) {
    return Node.of("Cast", List.of(from), List.of(to), Attribute.of("to", (long) type.number()));
  }

  private String rename(String value) {
    return wide.computeIfAbsent(value, name -> model.graph().fresh(name + "_wide"));
  }

  private static boolean isHalf(Optional<ElementType> type) {
    return type.filter(ElementType.FLOAT16::equals).isPresent();
  }

  private static Tensor widened(Tensor tensor) {
    ByteBuffer bytes = tensor.bytes();
    float[] values = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = HalfFloat.widened(bytes.getShort(bytes.position() + i * Short.BYTES));
    }
    return Tensor.of(tensor.name(), tensor.shape(), values);
  }

  private SpeakerbenchException refused(String found, String expected) {
    return new SpeakerbenchException(model.file() + ": found " + found + ", expected " + expected);
  }
}
