package org.speakerbench.engine.graph.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.inspect.Finding.Topic;
import org.speakerbench.engine.graph.pass.PoolingForm;

/** Operators that not every runtime has, or computes alike. */
final class Operators {
  private static final String MICROSOFT = "com.microsoft";

  /** Operators on channels in blocks of a vector's width. */
  private static final String BLOCKS = MICROSOFT + ".nchwc";

  private static final String ORIGINAL = "give the file that it was made from";

  private Operators() {}

  static List<Finding> findings(OnnxModel model) {
    List<Finding> findings = new ArrayList<>();
    for (PoolingForm form : PoolingForm.in(model)) {
      findings.add(
          new Finding(
              Topic.POOLING,
              "pools by "
                  + form
                  + ", which releases of ONNX Runtime ("
                  + form.wrongReleases()
                  + ") compute wrongly, without a word: models portable writes it in a form that"
                  + " all compute right"));
    }
    if (model.allNodes().stream().anyMatch(Operators::reflects)) {
      findings.add(
          new Finding(
              Topic.PADDING,
              "pads by reflection, which needs more frames than it adds at an end: of fewer ONNX"
                  + " Runtime before 1.25 gives an embedding of what lies beside them, without a"
                  + " word; keep such clips away from it"));
    }
    SortedSet<String> blocks = of(model, BLOCKS);
    if (!blocks.isEmpty()) {
      findings.add(
          new Finding(
              Topic.LAYOUT,
              "ONNX Runtime saved it for one kind of CPU ("
                  + String.join(", ", blocks)
                  + " in blocks of channels): on a CPU of another vector width it answers wrongly,"
                  + " without a word; "
                  + ORIGINAL));
    }
    SortedSet<String> own = of(model, MICROSOFT);
    if (!own.isEmpty()) {
      findings.add(
          new Finding(
              Topic.OPERATORS,
              "has operators of ONNX Runtime alone ("
                  + String.join(", ", own)
                  + "), as its optimiser saves them: other runtimes do not load it; "
                  + ORIGINAL));
    }
    return findings;
  }

  private static boolean reflects(Node node) {
    return node.is("Pad") && node.text("mode", "constant").equals("reflect");
  }

  private static SortedSet<String> of(OnnxModel model, String domain) {
    return model.allNodes().stream()
        .filter(node -> node.domain().equals(domain))
        .map(Node::operator)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
