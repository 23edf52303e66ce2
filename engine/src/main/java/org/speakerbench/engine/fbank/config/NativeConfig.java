package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Nearest;

/**
 * Options as {@code as_dict()} of kaldi-native-fbank and kaldifeat gives them, with {@code
 * frame_opts} and {@code mel_opts}: into the keys of {@code fbank_config.json}. A key that is not
 * known is refused, and so is one that asks for what Kaldi does not compute.
 */
final class NativeConfig {
  /** What both would use where no dither is given; the samples may be of either scale there. */
  static final String OTHER_DITHER = "kaldi-native-fbank would use 0.00003, kaldifeat 1.0";

  private static final String FRAME = "frame_opts";
  private static final String MEL = "mel_opts";

  /** Where their names differ from those of {@code fbank_config.json}. */
  private static final Map<String, String> OURS =
      Map.of(
          FRAME,
          OptionsReader.FRAME,
          MEL,
          OptionsReader.MEL,
          "samp_freq",
          "sample_freq",
          "preemph_coeff",
          "pre_emphasis_coefficient",
          "blackman_coeff",
          "blackman_coefficient",
          "allow_downsample",
          "allow_down_sample",
          "allow_upsample",
          "allow_up_sample");

  private static final Set<String> FRAME_KEYS =
      Set.of(
          "samp_freq",
          "frame_shift_ms",
          "frame_length_ms",
          "dither",
          "preemph_coeff",
          "remove_dc_offset",
          "window_type",
          "round_to_power_of_two",
          "blackman_coeff",
          "snip_edges",
          "max_feature_vectors",
          "allow_downsample",
          "allow_upsample");

  private static final Set<String> MEL_KEYS =
      Set.of("num_bins", "low_freq", "high_freq", "vtln_low", "vtln_high", "htk_mode");

  private static final Set<String> ROOT_KEYS =
      Set.of(
          FRAME,
          MEL,
          "use_energy",
          "energy_floor",
          "raw_energy",
          "htk_compat",
          "use_log_fbank",
          "use_power",
          OptionsReader.SCALE);

  /** Of no effect: where to compute, what to print, and how librosa's filters are. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("device", "debug_mel", "norm", "use_slaney_mel_scale", "floor_to_int_bin");

  /** These have one value only that is computed here. */
  private static final Set<String> CHECKED = Set.of("is_librosa", "use_log_floor", "eps");

  private NativeConfig() {}

  /** Whether a configuration is spelt so. */
  static boolean is(JsonNode json) {
    return json.has(FRAME) || json.has(MEL);
  }

  /**
   * The same in the keys of {@code fbank_config.json}.
   *
   * @throws SpeakerbenchException if a key is not known, missing, or asks for another computation
   */
  static ObjectNode translated(JsonNode json) {
    ObjectNode root = renamed("", json, ROOT_KEYS);
    root.set(OptionsReader.FRAME, renamed(FRAME + ".", section(json, FRAME), FRAME_KEYS));
    root.set(OptionsReader.MEL, renamed(MEL + ".", section(json, MEL), MEL_KEYS));
    return root;
  }

  /** A message with their names in it. */
  static String reworded(String message) {
    String reworded = message;
    for (Map.Entry<String, String> name : OURS.entrySet()) {
      reworded = reworded.replaceAll("\\b" + name.getValue() + "\\b", name.getKey());
    }
    return reworded;
  }

  private static JsonNode section(JsonNode json, String name) {
    if (!json.path(name).isObject()) {
      throw new SpeakerbenchException(
          name
              + " is "
              + (json.has(name) ? json.get(name) : "missing")
              + ", expected the objects "
              + FRAME
              + " and "
              + MEL);
    }
    return json.get(name);
  }

  private static ObjectNode renamed(String prefix, JsonNode section, Set<String> keys) {
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : section.properties()) {
      String key = field.getKey();
      if (keys.contains(key)) {
        renamed.set(OURS.getOrDefault(key, key), field.getValue());
      } else if (CHECKED.contains(key)) {
        check(prefix + key, key, field.getValue());
      } else if (!WITHOUT_EFFECT.contains(key)) {
        throw new SpeakerbenchException(
            "unknown key "
                + prefix
                + key
                + ", expected those of kaldi-native-fbank beside "
                + FRAME
                + " and "
                + MEL
                + Nearest.of(key, new TreeSet<>(keys))
                    .map(near -> " (the nearest is " + near + ")")
                    .orElse(""));
      }
    }
    return renamed;
  }

  private static void check(String name, String key, JsonNode found) {
    boolean kaldis =
        switch (key) {
          case "is_librosa" -> found.isBoolean() && !found.booleanValue();
          case "use_log_floor" -> found.isBoolean() && found.booleanValue();
          default -> found.isNumber() && (float) found.doubleValue() == Math.ulp(1f);
        };
    if (!kaldis) {
      throw new SpeakerbenchException(
          name
              + " is "
              + found
              + ", expected "
              + switch (key) {
                case "is_librosa" -> "false: librosa's filters are not Kaldi's";
                case "use_log_floor" -> "true: Kaldi floors energies before the logarithm";
                default -> Math.ulp(1f) + ", Kaldi's floor before the logarithm";
              });
    }
  }
}
