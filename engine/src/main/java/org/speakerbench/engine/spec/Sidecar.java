package org.speakerbench.engine.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.internal.JsonTree;
import org.speakerbench.engine.internal.Nearest;
import org.speakerbench.engine.internal.Reasons;

/**
 * {@code MODEL.speakerbench.json} beside {@code MODEL.onnx}: what the model expects, by who knows
 * it. Read strictly: a key that is not understood would be a front end that is not the model's.
 */
final class Sidecar {
  static final String SUFFIX = ".speakerbench.json";

  static final String SCHEMA = "schema";
  static final String FBANK = "fbank";
  private static final String ONNX = ".onnx";
  static final int VERSION = 1;

  /** What a value must be. */
  private record Rule(Predicate<JsonNode> holds, String expected) {}

  private static final Map<String, Rule> RULES = rules();

  private final Path file;
  private final Source source;
  private final Facts facts;

  private Sidecar(Path file, Facts facts) {
    this.file = file;
    this.facts = facts;
    source = new Source(Source.Kind.SIDECAR, String.valueOf(file.getFileName()));
  }

  /** Where the sidecar of a model is, if it has one. */
  static Path of(Path onnx) {
    String name = String.valueOf(onnx.getFileName());
    String stem = name.endsWith(ONNX) ? name.substring(0, name.length() - ONNX.length()) : name;
    return onnx.resolveSibling(stem + SUFFIX);
  }

  /**
   * Adds what the sidecar of a model says, if it has one.
   *
   * @throws SpeakerbenchException if it cannot be read, or holds what is not understood
   */
  static void addTo(Facts facts, Path onnx) {
    Path file = of(onnx);
    if (Files.exists(file)) {
      new Sidecar(file, facts).read();
    }
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new TreeMap<>();
    Rule name = new Rule(JsonNode::isTextual, "a name");
    Rule count = new Rule(node -> node.isInt() && node.intValue() > 0, "a whole number above 0");
    rules.put(
        SCHEMA,
        new Rule(node -> node.isInt() && node.intValue() == VERSION, String.valueOf(VERSION)));
    rules.put(
        SpecKey.FRAMEWORK,
        new Rule(
            node -> Framework.of(node.asText()).isPresent(),
            "one of " + String.join(", ", Framework.keys())));
    rules.put(FBANK, new Rule(JsonNode::isObject, "an object as in fbank_config.json"));
    rules.put(
        SpecKey.MEAN_NORMALIZATION,
        new Rule(node -> MeanNormalization.of(node.asText()).isPresent(), "one of none, clip"));
    rules.put(SpecKey.INPUT, name);
    rules.put(
        SpecKey.AXES,
        new Rule(
            node -> AxisOrder.of(texts(node)).isPresent(),
            "[\"batch\", \"frames\", \"bins\"] or [\"batch\", \"bins\", \"frames\"]"));
    rules.put(SpecKey.OUTPUT, name);
    rules.put(SpecKey.EMBEDDING_SIZE, count);
    rules.put(SpecKey.MIN_FRAMES, count);
    return rules;
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.elements().forEachRemaining(element -> texts.add(element.asText()));
    return texts;
  }

  private void read() {
    JsonNode root = parse();
    if (!root.isObject()) {
      throw refused("found no JSON object, expected one");
    }
    root.properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
    if (!root.has(SCHEMA)) {
      throw refused("found no " + SCHEMA + ", expected " + VERSION);
    }
  }

  private JsonNode parse() {
    try {
      return JsonTree.read(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": not a UTF-8 text file", e);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new SpeakerbenchException(
          file + ": not valid JSON" + where + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + file + ": " + Reasons.of(e), e);
    }
  }

  private void add(String key, JsonNode value) {
    Rule rule = RULES.get(key);
    if (rule == null) {
      throw unknown(key, List.copyOf(RULES.keySet()));
    }
    if (!rule.holds().test(value)) {
      throw refused(key + " is " + value + ", expected " + rule.expected());
    }
    if (key.equals(FBANK)) {
      addOptions("", value);
    } else if (!key.equals(SCHEMA)) {
      facts.add(key, value, source);
    }
  }

  /** Options of an object of the configuration, and of those in it. */
  private void addOptions(String section, JsonNode object) {
    List<String> known =
        Arrays.stream(FbankKey.values())
            .filter(key -> key.section().equals(section))
            .map(FbankKey::key)
            .toList();
    List<String> sections =
        section.isEmpty()
            ? Arrays.stream(FbankKey.values())
                .map(FbankKey::section)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList()
            : List.of();
    object
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (sections.contains(key) && entry.getValue().isObject()) {
                addOptions(key, entry.getValue());
              } else if (known.contains(key)) {
                facts.add(key, entry.getValue(), source);
              } else {
                List<String> all = new ArrayList<>(known);
                all.addAll(sections);
                throw unknown(key, all);
              }
            });
  }

  private SpeakerbenchException unknown(String key, List<String> known) {
    return refused(
        "unknown key "
            + key
            + FbankKey.of(key)
                .map(option -> ", expected it in " + place(option))
                .orElse(Nearest.of(key, known).map(near -> ", expected " + near).orElse(""))
            + ", or another that is described in docs/front-ends.md");
  }

  private static String place(FbankKey option) {
    return option.section().isEmpty() ? FBANK : FBANK + "." + option.section();
  }

  private SpeakerbenchException refused(String reason) {
    return new SpeakerbenchException(file + ": " + reason);
  }
}
