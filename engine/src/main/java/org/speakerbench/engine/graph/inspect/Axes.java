package org.speakerbench.engine.graph.inspect;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Value;
import org.speakerbench.engine.graph.inspect.Finding.Topic;

/** Whether a model maps features of any number of frames to embeddings [batch, dim]. */
final class Axes {
  private static final String DYNAMIC =
      " with dynamic_axes (dynamic_shapes in the newer exporter of PyTorch)";

  private static final int RANK = 3;

  private Axes() {}

  static List<Finding> findings(Graph graph) {
    List<Finding> findings = new ArrayList<>();
    List<Value> inputs = graph.inputs();
    if (inputs.size() != 1) {
      findings.add(
          new Finding(
              Topic.SIGNATURE,
              "there are "
                  + inputs.size()
                  + " inputs, expected one of features [batch, frames, bins]: export the model"
                  + " without the others"));
    } else {
      findings.addAll(ofInput(inputs.get(0)));
    }
    if (graph.outputs().stream().noneMatch(Axes::isEmbedding)) {
      findings.add(
          new Finding(
              Topic.SIGNATURE,
              "no output is float [batch, dim] or [batch, 1, dim]: found "
                  + graph.outputs()
                  + ", export the embedding as an output"));
    }
    return findings;
  }

  private static List<Finding> ofInput(Value input) {
    String found = "input " + input.name() + " is " + input;
    if (input.type().isEmpty() || input.type().get() != ElementType.FLOAT) {
      return List.of(
          new Finding(
              Topic.PRECISION,
              found
                  + ", expected float: export it in float32, or keep inputs and outputs float32"));
    }
    if (input.shape() == null || input.shape().size() != RANK) {
      return List.of(
          new Finding(
              Topic.SIGNATURE,
              found + ", expected float [batch, frames, bins]: export the model so"));
    }
    List<String> shape = input.shape();
    List<Finding> findings = new ArrayList<>();
    if (Value.isFixed(shape.get(0))) {
      findings.add(
          new Finding(
              Topic.AXES,
              found
                  + ": its batch axis is fixed, it takes "
                  + shape.get(0)
                  + " a call only; export it"
                  + DYNAMIC
                  + " for axis 0"));
    }
    if (Value.isFixed(shape.get(1)) && Value.isFixed(shape.get(2))) {
      findings.add(
          new Finding(
              Topic.AXES,
              found
                  + ": its frame axis is fixed, no clip of another length fits; export it"
                  + DYNAMIC
                  + " for axis 1"));
    }
    return findings;
  }

  /** [batch, dim] or [batch, 1, dim]; of a file that does not say its shape nothing is known. */
  private static boolean isEmbedding(Value output) {
    List<String> shape = output.shape();
    return output.type().filter(ElementType.FLOAT::equals).isPresent()
        && (shape == null
            || shape.size() == 2
            || (shape.size() == RANK && shape.get(1).equals("1")));
  }
}
