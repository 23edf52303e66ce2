package org.speakerbench.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.speakerbench.engine.fbank.config.FbankKey;

/** Facts of a model and where they are from; what was said first holds. */
final class Facts {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A value as the sidecar or the FBank configuration has it. */
  record Fact(JsonNode value, Source source) {
    /** For messages, for example {@code window_type "hamming" (metadata framework=wespeaker)}. */
    String text(String key) {
      return key + " " + value + " (" + source + ")";
    }
  }

  private final Map<String, Fact> facts = new LinkedHashMap<>();

  void add(String key, JsonNode value, Source source) {
    facts.putIfAbsent(key, new Fact(value, source));
  }

  boolean has(String key) {
    return facts.containsKey(key);
  }

  /** Null if there is none. */
  Fact get(String key) {
    return facts.get(key);
  }

  /** The options of FBank among them, as a configuration. */
  ObjectNode fbankConfig() {
    ObjectNode config = JSON.objectNode();
    for (FbankKey key : FbankKey.values()) {
      Fact fact = facts.get(key.key());
      if (fact != null) {
        ObjectNode section =
            key.section().isEmpty() ? config : config.withObject("/" + key.section());
        section.set(key.key(), fact.value());
      }
    }
    return config;
  }

  /** Where the options of FBank among them are from, for messages. */
  String fbankSources() {
    return facts.entrySet().stream()
        .filter(fact -> FbankKey.of(fact.getKey()).isPresent())
        .map(fact -> fact.getValue().source().text())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  Map<String, Source> sources() {
    Map<String, Source> sources = new LinkedHashMap<>();
    facts.forEach((key, fact) -> sources.put(key, fact.source()));
    return sources;
  }
}
