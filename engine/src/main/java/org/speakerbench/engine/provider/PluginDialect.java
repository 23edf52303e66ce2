package org.speakerbench.engine.provider;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * How a plugin is told how many threads it has and what to compute in. Each plugin has words of its
 * own: what is known of one is a constant here.
 */
public enum PluginDialect {
  /**
   * Intel's plugin {@code onnxruntime-ep-openvino}: properties of OpenVINO's CPU plugin in an
   * option {@code load_config}. Its option {@code precision} is ignored (1.8.1). Options in capital
   * letters are such properties, others are the provider's own.
   */
  OPENVINO("OpenVINOExecutionProvider") {
    @Override
    public Map<String, String> options(Provider provider, int threads) {
      Map<String, String> own = new TreeMap<>();
      Map<String, String> properties = new TreeMap<>();
      properties.put("INFERENCE_PRECISION_HINT", provider.precision().toString());
      properties.put("INFERENCE_NUM_THREADS", Integer.toString(threads));
      properties.put("NUM_STREAMS", "1");
      provider
          .options()
          .forEach(
              (option, value) ->
                  (option.matches("[A-Z0-9_]+") ? properties : own).put(option, value));
      StringBuilder json = new StringBuilder();
      properties.forEach(
          (property, value) ->
              json.append(json.length() == 0 ? "" : ",")
                  .append('"' + property + "\":\"" + value + '"'));
      own.put("load_config", "{\"CPU\":{" + json + "}}");
      return own;
    }
  },
  /** Any other: it is told what the user says, and float32 is taken for granted of none. */
  OTHER(null) {
    @Override
    public Map<String, String> options(Provider provider, int threads) {
      if (provider.options().isEmpty()) {
        throw new SpeakerbenchException(
            "provider "
                + provider.name()
                + ": found no options, expected those that set its precision and threads, which are"
                + " not known here");
      }
      return provider.options();
    }
  };

  private final String executionProvider;

  PluginDialect(String executionProvider) {
    this.executionProvider = executionProvider;
  }

  /** That of an execution provider, by the name that it gives itself. */
  public static PluginDialect of(String executionProvider) {
    return Optional.of(OPENVINO)
        .filter(known -> known.executionProvider.equals(executionProvider))
        .orElse(OTHER);
  }

  /**
   * What the plugin is told of a session.
   *
   * @param threads inside one operator
   * @throws SpeakerbenchException if it cannot be told the precision
   */
  public abstract Map<String, String> options(Provider provider, int threads);
}
