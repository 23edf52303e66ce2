package org.speakerbench.engine.onnx;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.PluginDialect;
import org.speakerbench.engine.provider.Provider;

/**
 * What a plugin says of itself and of the CPU that it computes on.
 *
 * @param executionProvider the name that it gives itself
 * @param metadata what it says of the device, its version for example
 */
public record PluginDevice(String executionProvider, Map<String, String> metadata) {
  /** First release whose Java API has plugins. */
  private static final String FIRST_RELEASE = "1.23";

  public PluginDevice {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Asks a plugin, whose library is loaded for the rest of the process.
   *
   * @throws SpeakerbenchException if the library is missing, is no plugin or none of a version that
   *     fits, or has no CPU device
   */
  public static PluginDevice of(Provider provider) {
    try {
      return Plugins.describe(provider);
    } catch (LinkageError e) {
      throw tooOld(provider, e);
    }
  }

  /** Where the Java API has no plugins: its classes are missing. */
  static SpeakerbenchException tooOld(Provider provider, LinkageError e) {
    return new SpeakerbenchException(
        "provider "
            + provider.name()
            + ": found ONNX Runtime "
            + OnnxRuntime.version()
            + ", expected "
            + FIRST_RELEASE
            + " or later, whose Java API has plugins",
        e);
  }

  /** How it is told what to do. */
  public PluginDialect dialect() {
    return PluginDialect.of(executionProvider);
  }

  /** Its version; empty if it does not say. */
  public String version() {
    return metadata.getOrDefault("version", "");
  }

  /** Whether it computes in a precision on this CPU. */
  boolean has(ComputePrecision precision) {
    return dialect().precisions(metadata).contains(precision);
  }

  /**
   * Checks options and precision as far as they can be without a session.
   *
   * @throws SpeakerbenchException if it does not take them
   */
  public void requireTakes(Provider provider) {
    Set<ComputePrecision> has = dialect().precisions(metadata);
    if (!has.contains(provider.precision())) {
      throw new SpeakerbenchException(
          "provider "
              + provider.name()
              + ": found precision "
              + provider.precision()
              + ", expected one that "
              + executionProvider
              + " has on this CPU: "
              + has.stream().map(ComputePrecision::toString).collect(Collectors.joining(", ")));
    }
    dialect().options(provider, 1);
  }
}
