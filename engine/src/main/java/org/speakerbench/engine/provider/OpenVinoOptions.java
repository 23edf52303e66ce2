package org.speakerbench.engine.provider;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * What Intel's plugin {@code onnxruntime-ep-openvino} is told. Options in capital letters are
 * properties of OpenVINO's CPU plugin, which it takes in an option {@code load_config}, as JSON;
 * those in small letters are its own. It takes any option in small letters without a word, and
 * ignores {@code precision} and {@code num_of_threads} (1.8.1): only those are passed on that it
 * has a use for on a CPU.
 */
final class OpenVinoOptions {
  private static final String PRECISION = "INFERENCE_PRECISION_HINT";
  private static final String THREADS = "INFERENCE_NUM_THREADS";
  private static final String STREAMS = "NUM_STREAMS";

  /** Those that the strings of the library and its documentation have, and that a CPU uses. */
  private static final Set<String> OWN =
      new TreeSet<>(
          Set.of("cache_dir", "disable_dynamic_shapes", "enable_qdq_optimizer", "model_priority"));

  /** Properties of OpenVINO 2026's CPU plugin that may be set, besides those set here. */
  private static final Set<String> PROPERTIES =
      new TreeSet<>(
          Set.of(
              STREAMS,
              "CACHE_DIR",
              "CACHE_MODE",
              "CPU_DENORMALS_OPTIMIZATION",
              "CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE",
              "ENABLE_CPU_PINNING",
              "ENABLE_CPU_RESERVATION",
              "ENABLE_HYPER_THREADING",
              "ENABLE_TENSOR_PARALLEL",
              "EXECUTION_MODE_HINT",
              "LOG_LEVEL",
              "MODEL_DISTRIBUTION_POLICY",
              "PERFORMANCE_HINT",
              "PERFORMANCE_HINT_NUM_REQUESTS",
              "PERF_COUNT",
              "SCHEDULING_CORE_TYPE"));

  /** What says the same elsewhere. */
  private static final Map<String, String> SAID_ELSEWHERE =
      Map.of(
          "num_streams",
          STREAMS,
          "device_type",
          "none: the device is the CPU",
          "device_id",
          "none: the device is the CPU",
          "load_config",
          "its properties as options, such as " + STREAMS + "=1");

  /** What a setting of every session says. */
  private static final Map<String, Setting> SETTINGS =
      Map.of(
          PRECISION,
          Setting.COMPUTE_PRECISION,
          "precision",
          Setting.COMPUTE_PRECISION,
          THREADS,
          Setting.INTRA_OP_THREADS,
          "num_of_threads",
          Setting.INTRA_OP_THREADS);

  private OpenVinoOptions() {}

  /**
   * The options of a session.
   *
   * @throws SpeakerbenchException if one is not known
   */
  static Map<String, String> of(Provider provider, int threads) {
    Map<String, String> own = new TreeMap<>();
    Map<String, String> properties = new TreeMap<>();
    properties.put(PRECISION, provider.precision().toString());
    properties.put(THREADS, Integer.toString(threads));
    properties.put(STREAMS, "1");
    provider
        .options()
        .forEach(
            (option, value) -> {
              requireKnown(provider, option);
              (PROPERTIES.contains(option) ? properties : own).put(option, value);
            });
    own.put("load_config", "{\"CPU\":" + json(properties) + "}");
    return own;
  }

  private static void requireKnown(Provider provider, String option) {
    String found = "provider " + provider.name() + ": found option " + option + ", expected ";
    if (SETTINGS.containsKey(option)) {
      throw new SpeakerbenchException(found, SETTINGS.get(option), " for that");
    }
    String elsewhere = SAID_ELSEWHERE.get(option);
    if (elsewhere != null || !OWN.contains(option) && !PROPERTIES.contains(option)) {
      throw new SpeakerbenchException(
          found
              + (elsewhere != null
                  ? elsewhere
                  : "one of "
                      + String.join(", ", OWN)
                      + " or a property of OpenVINO's CPU plugin: "
                      + String.join(", ", PROPERTIES)));
    }
  }

  private static String json(Map<String, String> properties) {
    StringBuilder json = new StringBuilder("{");
    properties.forEach(
        (property, value) ->
            json.append(json.length() == 1 ? "" : ",")
                .append('"' + property + "\":\"" + escaped(value) + '"'));
    return json.append('}').toString();
  }

  private static String escaped(String value) {
    StringBuilder text = new StringBuilder();
    for (char c : value.toCharArray()) {
      if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return text.toString();
  }
}
