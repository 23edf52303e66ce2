package org.speakerbench.engine.graph.float64;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;

/** Runs a model in double; a value is held until its last use. */
public final class Float64Runtime {
  private static final Map<String, Operator> OPERATORS = new HashMap<>();

  static {
    Elementwise.addTo(OPERATORS);
    Convolution.addTo(OPERATORS);
    Pooling.addTo(OPERATORS);
    Reduction.addTo(OPERATORS);
    Products.addTo(OPERATORS);
    Layout.addTo(OPERATORS);
    Parts.addTo(OPERATORS);
    Shapes.addTo(OPERATORS);
  }

  private final OnnxModel model;
  private final Map<String, Array> constants = new HashMap<>();
  private final Map<String, Node> lastUser = new HashMap<>();

  /** A runtime of a model as it is now: changes of its graph after this are not seen. */
  public Float64Runtime(OnnxModel model) {
    this.model = OnnxModel.parse(model.file(), model.bytes());
    for (Tensor tensor : this.model.graph().tensors()) {
      constants.put(tensor.name(), Array.of(tensor));
    }
    for (Node node : this.model.graph().nodes()) {
      node.inputs().forEach(input -> lastUser.put(input, node));
    }
  }

  /** The embedding of one clip. */
  public double[] embed(Features features) {
    return embed(List.of(features))[0];
  }

  /** Embeddings of clips of the same length, together. */
  public double[][] embed(List<Features> batch) {
    int frames = batch.get(0).frames();
    int bins = batch.get(0).bins();
    double[] values = new double[batch.size() * frames * bins];
    int place = 0;
    for (Features features : batch) {
      for (float value : features.data()) {
        values[place++] = value;
      }
    }
    Array out = run(Array.of(new int[] {batch.size(), frames, bins}, values));
    double[][] embeddings = new double[batch.size()][out.size() / batch.size()];
    for (int i = 0; i < out.size(); i++) {
      embeddings[i / embeddings[0].length][i % embeddings[0].length] = out.values()[i];
    }
    return embeddings;
  }

  /** The first output, for the only input. */
  public Array run(Array input) {
    return run(Map.of(model.graph().inputs().get(0).name(), input)).values().iterator().next();
  }

  /**
   * All outputs, in their order.
   *
   * @throws UnsupportedOperationException if there is an operator that this does not know, naming
   *     it
   */
  public Map<String, Array> run(Map<String, Array> inputs) {
    Map<String, Array> values = new HashMap<>(constants);
    values.putAll(inputs);
    for (Node node : model.graph().nodes()) {
      List<Array> made = run(node, values);
      for (int i = 0; i < node.outputs().size() && i < made.size(); i++) {
        values.put(node.outputs().get(i), made.get(i));
      }
      for (String input : node.inputs()) {
        if (lastUser.get(input) == node && !model.graph().isOutput(input)) {
          values.remove(input);
        }
      }
    }
    Map<String, Array> outputs = new LinkedHashMap<>();
    model.graph().outputs().forEach(value -> outputs.put(value.name(), values.get(value.name())));
    return Collections.unmodifiableMap(outputs);
  }

  private List<Array> run(Node node, Map<String, Array> values) {
    Operator operator = node.domain().isEmpty() ? OPERATORS.get(node.operator()) : null;
    if (operator == null || !node.captured().isEmpty()) {
      throw new UnsupportedOperationException(
          ("operator " + node.domain()).strip()
              + " "
              + node.operator()
              + " of node "
              + node.name());
    }
    List<Optional<Array>> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(Optional.ofNullable(values.get(input))));
    try {
      return operator.apply(new Call(node, model.opset(), inputs));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(node + ": " + e.getMessage(), e);
    }
  }
}
