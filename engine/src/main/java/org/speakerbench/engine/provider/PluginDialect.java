package org.speakerbench.engine.provider;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * How a plugin is told how many threads it has and what to compute in. Each plugin has words of its
 * own: what is known of one is a constant here.
 */
public enum PluginDialect {
  /** Intel's plugin, see {@link OpenVinoOptions}. */
  OPENVINO("OpenVINOExecutionProvider") {
    @Override
    public Map<String, String> options(Provider provider, int threads) {
      return OpenVinoOptions.of(provider, threads);
    }

    @Override
    public Set<ComputePrecision> precisions(Map<String, String> metadata) {
      Set<ComputePrecision> has = EnumSet.noneOf(ComputePrecision.class);
      if (!metadata.containsKey(CAPABILITIES)) {
        return EnumSet.allOf(ComputePrecision.class);
      }
      for (String word : metadata.get(CAPABILITIES).split(" ")) {
        String name = word.toLowerCase(Locale.ROOT).replace("fp", "f");
        for (ComputePrecision precision : ComputePrecision.values()) {
          if (precision.toString().equals(name)) {
            has.add(precision);
          }
        }
      }
      return has;
    }
  },
  /** Any other: it is told what the user says, who names the precision that this asks for. */
  OTHER(null) {
    @Override
    public Map<String, String> options(Provider provider, int threads) {
      if (provider.options().isEmpty()) {
        throw new SpeakerbenchException(
            "provider "
                + provider.name()
                + ": found no options, expected those that set its threads to "
                + threads
                + " and its precision to "
                + provider.precision()
                + ": how this plugin is told is not known here");
      }
      return new TreeMap<>(provider.options());
    }

    @Override
    public Set<ComputePrecision> precisions(Map<String, String> metadata) {
      return EnumSet.allOf(ComputePrecision.class);
    }
  };

  private static final String CAPABILITIES = "OPTIMIZATION_CAPABILITIES";

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

  /** Whether a precision that is asked for is set; else it is that of the user's options. */
  public boolean setsPrecision() {
    return this != OTHER;
  }

  /**
   * What the plugin is told of a session.
   *
   * @param threads inside one operator
   * @throws SpeakerbenchException if it does not know an option, or cannot be told the precision
   */
  public abstract Map<String, String> options(Provider provider, int threads);

  /**
   * The precisions that a device computes in; all of them where it does not say.
   *
   * @param metadata what the plugin says of the device
   */
  public abstract Set<ComputePrecision> precisions(Map<String, String> metadata);
}
