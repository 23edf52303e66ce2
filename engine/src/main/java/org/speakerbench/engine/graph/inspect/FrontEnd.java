package org.speakerbench.engine.graph.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.graph.inspect.Finding.Topic;

/**
 * Whether a file's metadata says what features it was trained on. The keys are those that
 * sherpa-onnx writes into speaker models.
 */
final class FrontEnd {
  private FrontEnd() {}

  private static Map<String, Set<String>> facts() {
    Map<String, Set<String>> facts = new LinkedHashMap<>();
    facts.put("sample rate", Set.of("sample_rate"));
    facts.put("scale of samples", Set.of("normalize_samples"));
    facts.put("features", Set.of("window_type", "feature_normalize_type", "feat_dim"));
    return facts;
  }

  static List<Finding> findings(Map<String, String> metadata) {
    List<String> missing =
        facts().entrySet().stream()
            .filter(fact -> fact.getValue().stream().noneMatch(metadata::containsKey))
            .map(Map.Entry::getKey)
            .toList();
    return missing.isEmpty()
        ? List.of()
        : List.of(
            new Finding(
                Topic.FRONT_END,
                "the metadata does not say "
                    + String.join(", ", missing)
                    + ": a model fed with other features than it was trained on still gives"
                    + " plausible embeddings; compare with its training code, or with references"
                    + " (verify)"));
  }
}
