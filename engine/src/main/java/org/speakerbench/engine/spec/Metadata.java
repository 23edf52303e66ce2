package org.speakerbench.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.WindowType;
import org.speakerbench.engine.internal.Nearest;

/**
 * The metadata of an ONNX file as sherpa-onnx's scripts, WeSpeaker's users and {@code models
 * import} write them: every fact of the front end is honoured or refused. What sherpa-onnx itself
 * computes besides ({@code snip_edges=false}, {@code high_freq=-400}) stands in no file and is not
 * taken.
 */
final class Metadata {
  private static final String TRUE = "1";
  private static final String FALSE = "0";
  private static final String WHOLE = "a whole number above 0";

  /** What a fact becomes. */
  private record Target(String key, Reader reader) {}

  /** Text to a value; empty if it cannot be honoured. */
  @FunctionalInterface
  private interface Reader {
    Optional<JsonNode> read(String text);
  }

  private static final Map<String, Target> TARGETS = targets();

  /** Facts that no option here can honour, and what is expected instead. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "neg_mean", "a model that takes features without a mean of its training data",
          "inv_stddev", "a model that takes features without a variance of its training data",
          "lfr_window_size", "a model that takes single frames, not stacked ones",
          "lfr_window_shift", "a model that takes single frames, not stacked ones");

  /** Names of the mean, of the sidecar and of Kaldi's programs. */
  private static final Set<String> MEANS =
      Set.of(SpecKey.MEAN_NORMALIZATION, "subtract_mean", "subtract-mean");

  /** What each text must be. */
  private static final Map<String, String> EXPECTED =
      Map.of(
          SpecKey.FRAMEWORK,
          "one of "
              + String.join(", ", Framework.keys())
              + " (NeMo and others compute other features than Kaldi's FBank)",
          FbankKey.SAMPLE_SCALE.key(),
          "1 (samples in [-1, 1)) or 0 (those of 16 bits)",
          FbankKey.WINDOW_TYPE.key(),
          "one of "
              + String.join(
                  ", ", Arrays.stream(WindowType.values()).map(WindowType::optionName).toList()),
          FbankKey.NUM_BINS.key(),
          WHOLE,
          SpecKey.EMBEDDING_SIZE,
          WHOLE,
          SpecKey.MIN_FRAMES,
          WHOLE,
          SpecKey.MEAN_NORMALIZATION,
          "global-mean (the mean over the clip is subtracted) or nothing (none is)");

  private Metadata() {}

  private static Map<String, Target> targets() {
    Map<String, Target> targets = new LinkedHashMap<>();
    targets.put("framework", new Target(SpecKey.FRAMEWORK, Metadata::framework));
    targets.put("sample_rate", number(FbankKey.SAMPLE_FREQ));
    Target scale = new Target(FbankKey.SAMPLE_SCALE.key(), Metadata::scale);
    targets.put("normalize_samples", scale);
    targets.put("normalize_features", scale); // what scripts/wespeaker of sherpa-onnx calls it
    targets.put("feature_normalize_type", new Target(SpecKey.MEAN_NORMALIZATION, Metadata::mean));
    targets.put("window_type", new Target(FbankKey.WINDOW_TYPE.key(), Metadata::window));
    targets.put("window_size_ms", number(FbankKey.FRAME_LENGTH_MS));
    targets.put("window_stride_ms", number(FbankKey.FRAME_SHIFT_MS));
    targets.put("feat_dim", new Target(FbankKey.NUM_BINS.key(), Metadata::whole));
    targets.put("output_dim", new Target(SpecKey.EMBEDDING_SIZE, Metadata::whole));
    targets.put("speakerbench.min_frames", new Target(SpecKey.MIN_FRAMES, Metadata::whole));
    return targets;
  }

  private static Target number(FbankKey key) {
    return new Target(key.key(), Metadata::number);
  }

  /** Keys of facts about the front end. */
  static Set<String> keys() {
    return TARGETS.keySet();
  }

  /**
   * Adds what the metadata say of facts that are not known yet.
   *
   * @throws SpeakerbenchException if one of them cannot be honoured
   */
  static void addTo(Facts facts, Map<String, String> metadata) {
    Set<String> known = Set.copyOf(facts.sources().keySet());
    metadata.forEach(
        (key, text) -> {
          Target target = TARGETS.get(key);
          if (target == null) {
            requireNoFact(key, text, known);
          } else if (!known.contains(target.key())) {
            add(facts, key, text.strip(), target);
          }
        });
  }

  private static void add(Facts facts, String key, String text, Target target) {
    Source source = new Source(Source.Kind.METADATA, "metadata " + key + "=" + text);
    JsonNode value =
        target
            .reader()
            .read(text)
            .orElseThrow(
                () -> refused(key, text, EXPECTED.getOrDefault(target.key(), "a number above 0")));
    Facts.Fact before = facts.get(target.key());
    if (before != null && !before.value().equals(value)) {
      throw new SpeakerbenchException(
          "found " + source + " and " + before.source() + ", expected them to say the same");
    }
    facts.add(target.key(), value, source);
  }

  /**
   * A key that is unknown may be what its writer wants. One that is an option of FBank under any
   * name, or nearly a fact, is one: by what spelling its value goes nothing says.
   */
  private static void requireNoFact(String key, String text, Set<String> known) {
    if (REFUSED.containsKey(key)) {
      throw refused(key, "...", REFUSED.get(key));
    }
    Optional<String> place = placeInSidecar(key, known);
    if (place.isPresent()) {
      throw refused(key, text, "that in the sidecar MODEL.speakerbench.json, as " + place.get());
    }
    Optional<String> meant = Nearest.meant(key, TARGETS.keySet());
    if (meant.isPresent() && !known.contains(TARGETS.get(meant.get()).key())) {
      throw refused(key, text, "the key " + meant.get() + ", if that is meant");
    }
  }

  /** Where the sidecar says it, if it is a fact of the front end that is not known yet. */
  private static Optional<String> placeInSidecar(String key, Set<String> known) {
    if (MEANS.contains(key)) {
      return Optional.of(SpecKey.MEAN_NORMALIZATION).filter(mean -> !known.contains(mean));
    }
    return FbankKey.knownAs(key)
        .filter(option -> !known.contains(option.key()))
        .map(
            option ->
                Sidecar.FBANK
                    + (option.section().isEmpty() ? "." : "." + option.section() + ".")
                    + option.key());
  }

  private static SpeakerbenchException refused(String key, String text, String expected) {
    return new SpeakerbenchException(
        "found metadata " + key + "=" + text + ", expected " + expected);
  }

  private static Optional<JsonNode> framework(String text) {
    return Framework.of(text).map(one -> Facts.JSON.textNode(one.key()));
  }

  private static Optional<JsonNode> scale(String text) {
    return switch (text) {
      case TRUE -> Optional.of(Facts.JSON.numberNode(1));
      case FALSE -> Optional.of(Facts.JSON.numberNode(32768));
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> mean(String text) {
    return switch (text) {
      case "" -> Optional.of(Facts.JSON.textNode("none"));
      case "global-mean" -> Optional.of(Facts.JSON.textNode("clip"));
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> window(String text) {
    return Arrays.stream(WindowType.values())
        .map(WindowType::optionName)
        .filter(text::equals)
        .findFirst()
        .map(Facts.JSON::textNode);
  }

  private static Optional<JsonNode> whole(String text) {
    return number(text)
        .filter(JsonNode::canConvertToExactIntegral)
        .filter(JsonNode::canConvertToInt)
        .map(value -> Facts.JSON.numberNode(value.intValue()));
  }

  private static Optional<JsonNode> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return value > 0 && Double.isFinite(value)
          ? Optional.of(Facts.JSON.numberNode(value))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
