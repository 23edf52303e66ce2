package org.speakerbench.engine.fbank;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Reads {@code fbank_config.json}, the file of the 3D-Speaker C++ runtime, into {@link
 * FbankOptions}.
 *
 * <p>A key that is not known warns and names the nearest known one. A known option with a value
 * that is not computed yet is an error that names it. A missing {@code dither} means 0 here, with a
 * warning: the C++ runtime takes 1.0, which on samples in [-1, 1) buries the speech.
 */
public final class FbankConfig {
  private static final Logger LOG = LoggerFactory.getLogger(FbankConfig.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String source;
  private final Set<String> known = new LinkedHashSet<>();

  private FbankConfig(String source) {
    this.source = source;
  }

  /**
   * Reads a configuration file.
   *
   * @throws SpeakerbenchException if it cannot be read, is not JSON, or asks for what is not
   *     computed
   */
  public static FbankOptions read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": not a UTF-8 text file", e);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read the FBank configuration " + file + ": " + e, e);
    }
  }

  /**
   * Parses a configuration.
   *
   * @param source what to call it in messages
   */
  public static FbankOptions parse(String json, String source) {
    try {
      JsonNode root = JSON.readTree(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json);
      return new FbankConfig(source).options(root);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new SpeakerbenchException(
          source + ": not valid JSON" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  private FbankOptions options(JsonNode root) {
    if (!root.isObject()) {
      throw new SpeakerbenchException(
          source + ": found " + kind(root) + ", expected a JSON object");
    }
    JsonNode frame = section(root, "FrameExtractionOptions");
    JsonNode mel = section(root, "MelBanksOptions");

    known.clear();
    double sampleRate = number(frame, "sample_freq", 16000);
    double shift = number(frame, "frame_shift_ms", 10);
    double length = number(frame, "frame_length_ms", 25);
    if (!frame.has("dither")) {
      LOG.warn("{}: no dither given, 0.0 is used (the C++ runtime would use 1.0)", source);
    }
    onlyNumber(frame, "dither", 0);
    double preEmphasis = number(frame, "pre_emphasis_coefficient", 0.97);
    boolean removeDc = flag(frame, "remove_dc_offset", true);
    WindowType window = window(frame);
    onlyFlag(frame, "round_to_power_of_two", true);
    double blackman = number(frame, "blackman_coefficient", 0.42);
    onlyFlag(frame, "snip_edges", true);
    onlyFlag(frame, "allow_down_sample", false);
    onlyFlag(frame, "allow_up_sample", false);
    onlyNumber(frame, "max_feature_vectors", -1);
    warnUnknown(frame, "FrameExtractionOptions.");

    known.clear();
    int bins = integer(mel, "num_bins", 23);
    double low = number(mel, "low_freq", 20);
    double high = number(mel, "high_freq", 0);
    // Without a warp factor the bounds of vocal tract length normalisation have no effect.
    number(mel, "vtln_low", 100);
    number(mel, "vtln_high", -500);
    warnUnknown(mel, "MelBanksOptions.");

    known.clear();
    known.add("FrameExtractionOptions");
    known.add("MelBanksOptions");
    onlyFlag(root, "use_energy", false);
    number(root, "energy_floor", 0); // counts with use_energy only
    flag(root, "raw_energy", true); // counts with use_energy only
    onlyFlag(root, "htk_compat", false);
    boolean useLog = flag(root, "use_log_fbank", true);
    boolean usePower = flag(root, "use_power", true);
    warnUnknown(root, "");

    FbankOptions options;
    try {
      options =
          new FbankOptions(
              sampleRate,
              shift,
              length,
              preEmphasis,
              removeDc,
              window,
              blackman,
              bins,
              low,
              high,
              useLog,
              usePower);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(source + ": " + e.getMessage(), e);
    }
    LOG.debug("{}: {}", source, options);
    return options;
  }

  private JsonNode section(JsonNode root, String name) {
    JsonNode node = root.path(name);
    if (node.isMissingNode()) {
      LOG.warn("{}: no {} given, its defaults are used", source, name);
      return JSON.createObjectNode();
    }
    if (!node.isObject()) {
      throw new SpeakerbenchException(
          source + ": " + name + " is " + kind(node) + ", expected an object");
    }
    return node;
  }

  private double number(JsonNode section, String key, double missing) {
    JsonNode node = value(section, key);
    if (node == null) {
      return missing;
    }
    if (!node.isNumber()) {
      throw wrong(key, node, "a number");
    }
    return node.doubleValue();
  }

  private int integer(JsonNode section, String key, int missing) {
    JsonNode node = value(section, key);
    if (node == null) {
      return missing;
    }
    if (!node.canConvertToExactIntegral() || !node.canConvertToInt()) {
      throw wrong(key, node, "a whole number");
    }
    return node.intValue();
  }

  private boolean flag(JsonNode section, String key, boolean missing) {
    JsonNode node = value(section, key);
    if (node == null) {
      return missing;
    }
    if (!node.isBoolean()) {
      throw wrong(key, node, "true or false");
    }
    return node.booleanValue();
  }

  private WindowType window(JsonNode frame) {
    JsonNode node = value(frame, "window_type");
    if (node == null) {
      return WindowType.POVEY;
    }
    List<String> names = new ArrayList<>();
    for (WindowType type : WindowType.values()) {
      if (type.optionName().equals(node.asText())) {
        return type;
      }
      names.add(type.optionName());
    }
    throw wrong("window_type", node, "one of " + String.join(", ", names));
  }

  private void onlyNumber(JsonNode section, String key, double supported) {
    double found = number(section, key, supported);
    if (found != supported) {
      throw notYet(key, String.valueOf(found), String.valueOf(supported));
    }
  }

  private void onlyFlag(JsonNode section, String key, boolean supported) {
    boolean found = flag(section, key, supported);
    if (found != supported) {
      throw notYet(key, String.valueOf(found), String.valueOf(supported));
    }
  }

  private JsonNode value(JsonNode section, String key) {
    known.add(key);
    return section.get(key);
  }

  private SpeakerbenchException wrong(String key, JsonNode found, String expected) {
    return new SpeakerbenchException(
        source + ": " + key + " is " + found + ", expected " + expected);
  }

  private SpeakerbenchException notYet(String key, String found, String supported) {
    return new SpeakerbenchException(
        source + ": " + key + " " + found + " is not supported yet, expected " + supported);
  }

  private void warnUnknown(JsonNode section, String prefix) {
    section
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                LOG.warn(
                    "{}: unknown key {}{} is ignored; the nearest known key is {}",
                    source,
                    prefix,
                    key,
                    nearest(key));
              }
            });
  }

  private String nearest(String key) {
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = editDistance(key.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** Levenshtein distance. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "nothing"
        : node.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
