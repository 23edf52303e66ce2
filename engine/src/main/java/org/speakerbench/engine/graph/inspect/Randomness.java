package org.speakerbench.engine.graph.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.graph.inspect.Finding.Topic;

/** What makes a model answer differently each time: operators that draw, training left on. */
final class Randomness {
  private static final Set<String> DRAWING =
      Set.of(
          "Bernoulli",
          "Multinomial",
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike");

  /** Dropout has an input for training since this opset, and an attribute until the other. */
  private static final int TRAINING_INPUT_OPSET = 12;

  private static final int TEST_ATTRIBUTE_OPSET = 6;
  private static final int TRAINING_INPUT = 2;
  private static final int TRAINING_BATCH_NORM_OPSET = 14;

  private Randomness() {}

  static List<Finding> findings(OnnxModel model) {
    List<Node> nodes = model.allNodes();
    List<Finding> findings = new ArrayList<>();
    String drawing =
        nodes.stream()
            .filter(node -> node.domain().isEmpty() && DRAWING.contains(node.operator()))
            .map(Node::operator)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!drawing.isEmpty()) {
      findings.add(
          finding("draws random numbers (" + drawing + "): export it without augmentation"));
    }
    long dropouts = nodes.stream().filter(node -> isTrainingDropout(model, node)).count();
    if (dropouts > 0) {
      findings.add(
          finding(
              "Dropout is left in training mode ("
                  + dropouts
                  + " nodes): export it after model.eval()"));
    }
    long norms =
        nodes.stream()
            .filter(node -> node.is("BatchNormalization") && isTrainingNorm(model, node))
            .count();
    if (norms > 0) {
      findings.add(
          new Finding(
              Topic.RANDOM,
              "an embedding depends on the other clips of its batch, BatchNormalization is left in"
                  + " training mode ("
                  + norms
                  + " nodes): export it after model.eval()"));
    }
    return findings;
  }

  private static Finding finding(String reason) {
    return new Finding(Topic.RANDOM, "answers differently each time, as it " + reason);
  }

  private static boolean isTrainingDropout(OnnxModel model, Node node) {
    if (!node.is("Dropout")) {
      return false;
    }
    if (model.opset() >= TRAINING_INPUT_OPSET) {
      Optional<Tensor> training = model.graph().constant(node.input(TRAINING_INPUT));
      return training.isPresent() && training.get().bytes().get(0) != 0;
    }
    return model.opset() <= TEST_ATTRIBUTE_OPSET && node.integer("is_test", 0) == 0;
  }

  private static boolean isTrainingNorm(OnnxModel model, Node node) {
    return model.opset() >= TRAINING_BATCH_NORM_OPSET
        ? node.integer("training_mode", 0) != 0
        : model.opset() <= TEST_ATTRIBUTE_OPSET && node.integer("is_test", 0) == 0;
  }
}
