package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Nearest;

/**
 * One object of a configuration file. It remembers which keys were asked for, so that it can warn
 * of those that nobody knows. Its errors do not name the file: who reads it does.
 */
final class ConfigSection {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigSection.class);

  private final String source;
  private final String prefix;
  private final JsonNode node;
  private final Set<String> known = new LinkedHashSet<>();

  private ConfigSection(String source, String prefix, JsonNode node) {
    this.source = source;
    this.prefix = prefix;
    this.node = node;
  }

  /** The whole file. */
  static ConfigSection root(String source, JsonNode node) {
    if (!node.isObject()) {
      throw new SpeakerbenchException("found " + kind(node) + ", expected a JSON object");
    }
    return new ConfigSection(source, "", node);
  }

  /** An object inside this one; where it is missing, one without keys and a warning. */
  ConfigSection section(String name) {
    JsonNode child = value(name);
    if (child == null) {
      LOG.warn("{}: no {} given, its defaults are used", source, name);
      return new ConfigSection(source, name + ".", JsonNodeFactory.instance.objectNode());
    }
    if (!child.isObject()) {
      throw new SpeakerbenchException(name + " is " + kind(child) + ", expected an object");
    }
    return new ConfigSection(source, name + ".", child);
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** A number, or {@code missing} where there is none. */
  double number(String key, double missing) {
    JsonNode found = value(key);
    if (found == null) {
      return missing;
    }
    if (!found.isNumber()) {
      throw wrong(key, found, "a number");
    }
    return found.doubleValue();
  }

  /** A whole number, or {@code missing} where there is none. */
  int integer(String key, int missing) {
    JsonNode found = value(key);
    if (found == null) {
      return missing;
    }
    if (!found.canConvertToExactIntegral() || !found.canConvertToInt()) {
      throw wrong(key, found, "a whole number");
    }
    return found.intValue();
  }

  /** True or false, or {@code missing} where there is neither. */
  boolean flag(String key, boolean missing) {
    JsonNode found = value(key);
    if (found == null) {
      return missing;
    }
    if (!found.isBoolean()) {
      throw wrong(key, found, "true or false");
    }
    return found.booleanValue();
  }

  /** A window function by its name, or {@code missing} where there is none. */
  WindowType window(String key, WindowType missing) {
    JsonNode found = value(key);
    if (found == null) {
      return missing;
    }
    List<String> names = new ArrayList<>();
    for (WindowType type : WindowType.values()) {
      if (type.optionName().equals(found.asText())) {
        return type;
      }
      names.add(type.optionName());
    }
    throw wrong(key, found, "one of " + String.join(", ", names));
  }

  /** A sample scale by its factor, or {@code missing} where there is none. */
  SampleScale scale(String key, SampleScale missing) {
    JsonNode found = value(key);
    if (found == null) {
      return missing;
    }
    return Optional.of(found)
        .filter(JsonNode::isNumber)
        .flatMap(number -> SampleScale.of(number.doubleValue()))
        .orElseThrow(
            () ->
                wrong(
                    key,
                    found,
                    "1 (samples in [-1, 1)) or 32768 (those of 16 bits; Kaldi and Python use 32768"
                        + " for them, not 32767)"));
  }

  /** Warns of each key that was not asked for, with the nearest that was. */
  void warnUnknown() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                LOG.warn(
                    "{}: unknown key {}{} is ignored; the nearest known key is {}",
                    source,
                    prefix,
                    key,
                    Nearest.of(key, known).orElse("none"));
              }
            });
  }

  private JsonNode value(String key) {
    known.add(key);
    return node.get(key);
  }

  private SpeakerbenchException wrong(String key, JsonNode found, String expected) {
    return new SpeakerbenchException(key + " is " + found + ", expected " + expected);
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "nothing"
        : node.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
