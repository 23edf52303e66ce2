package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** Names that other programs have for options, where letters do not tell. */
  static final Map<String, String> KNOWN_AS =
      Map.ofEntries(
          Map.entry("sample_rate", "sample_freq"),
          Map.entry("sampling_rate", "sample_freq"),
          Map.entry("sample_frequency", "sample_freq"),
          Map.entry("samp_freq", "sample_freq"),
          Map.entry("sr", "sample_freq"),
          Map.entry("frame_length", "frame_length_ms"),
          Map.entry("frame_shift", "frame_shift_ms"),
          Map.entry("preemph_coeff", "pre_emphasis_coefficient"),
          Map.entry("preemphasis_coefficient", "pre_emphasis_coefficient"),
          Map.entry("preemphasis", "pre_emphasis_coefficient"),
          Map.entry("preemph", "pre_emphasis_coefficient"),
          Map.entry("window", "window_type"),
          Map.entry("blackman_coeff", "blackman_coefficient"),
          Map.entry("num_mel_bins", "num_bins"),
          Map.entry("n_mels", "num_bins"),
          Map.entry("feat_dim", "num_bins"),
          Map.entry("f_min", "low_freq"),
          Map.entry("fmin", "low_freq"),
          Map.entry("f_max", "high_freq"),
          Map.entry("fmax", "high_freq"),
          Map.entry("allow_downsample", "allow_down_sample"),
          Map.entry("allow_upsample", "allow_up_sample"));

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

  /** The keys that it has, for messages. */
  String keys() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "no keys" : String.join(", ", names);
  }

  /** Warns of each key that was not asked for, with the one that was meant, here or elsewhere. */
  void warnUnknown(List<ConfigSection> sections) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                LOG.warn(
                    "{}: unknown key {}{} is ignored; {}",
                    source,
                    prefix,
                    key,
                    hint(key, sections));
              }
            });
  }

  private String hint(String key, List<ConfigSection> sections) {
    String name = KNOWN_AS.getOrDefault(key, key);
    for (ConfigSection section : sections) {
      if (section.known.contains(name)) {
        return "the nearest known key is "
            + (section == this ? "" : section.prefix)
            + name
            + (section != this && section.prefix.isEmpty() ? ", outside of the sections" : "");
      }
    }
    return "the nearest known key is " + Nearest.of(key, known).orElse("none");
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
