package org.speakerbench.engine.graph.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.inspect.Finding.Topic;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelFile;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.spec.Source;
import org.speakerbench.engine.spec.SpecKey;

/**
 * What features a model expects, and whether anything says so.
 *
 * @param spec empty if it cannot be run
 * @param problem why not
 */
record FrontEnd(Optional<ModelSpec> spec, Optional<String> problem) {

  static FrontEnd of(OnnxModel model, KnownModel known) {
    try {
      return new FrontEnd(Optional.of(ModelSpec.of(known, ModelFile.of(model))), Optional.empty());
    } catch (SpeakerbenchException e) {
      return new FrontEnd(Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /** What makes one front end another, by key. */
  private static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(FbankKey.SAMPLE_FREQ.key(), "sample rate");
    facts.put(FbankKey.SAMPLE_SCALE.key(), "scale of samples");
    facts.put(FbankKey.WINDOW_TYPE.key(), "window");
    facts.put(SpecKey.MEAN_NORMALIZATION, "mean normalisation");
    return facts;
  }

  List<Finding> findings() {
    if (problem.isPresent()) {
      return List.of(new Finding(Topic.FRONT_END, problem.get()));
    }
    return spec.stream()
        .filter(one -> !facts().keySet().stream().allMatch(key -> one.source(key).states()))
        .map(FrontEnd::guessed)
        .toList();
  }

  private static Finding guessed(ModelSpec spec) {
    String named = words(spec, source -> source.kind() == Source.Kind.NAMES);
    String unsaid = words(spec, source -> source.kind() == Source.Kind.STANDARD);
    return new Finding(
        Topic.FRONT_END,
        (named.isEmpty() ? "" : "only names tell " + named)
            + (named.isEmpty() || unsaid.isEmpty() ? "" : ", and ")
            + (unsaid.isEmpty()
                ? ""
                : "nothing says " + unsaid + ", so what 3D-Speaker's models take is used")
            + ": a model fed with other features than it was trained on still gives plausible"
            + " embeddings; compare with its training code, or with references (verify), and say"
            + " what it takes in a sidecar (docs/front-ends.md)");
  }

  private static String words(ModelSpec spec, Predicate<Source> from) {
    return String.join(
        ", ",
        facts().entrySet().stream()
            .filter(fact -> from.test(spec.source(fact.getKey())))
            .map(Map.Entry::getValue)
            .toList());
  }
}
