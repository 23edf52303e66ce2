package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.FastestSession;
import org.speakerbench.engine.onnx.PluginDevice;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** What the help of every command says of providers, and what is right of them everywhere. */
final class ProviderWords {
  static final String PROVIDER = "--provider";
  static final String PRECISION = "--precision";
  static final String PROVIDER_LABEL = "cpu|NAME=LIBRARY[,OPTION=VALUE...]|auto[,NAME=LIBRARY...]";
  static final String AUTO = "auto";
  static final String PRECISION_LABEL = "f32|f16|bf16";
  static final String PROVIDER_HELP =
      "Execution provider of ONNX Runtime: cpu, its own, or the shared library of a plugin and what"
          + " it is told (see docs/providers.md); auto takes the fastest of cpu, its tuned graph and"
          + " the plugins that is known to be right here, and says which";
  static final String PRECISION_HELP =
      "What a plugin computes in; cpu computes in f32 only. Less than f32 is faster on some CPUs and"
          + " another answer";

  private ProviderWords() {}

  /** Whether the fastest is asked for. */
  static boolean isAuto(String provider) {
    return provider.equals(AUTO) || provider.startsWith(AUTO + ",");
  }

  /**
   * The fastest way to run a model.
   *
   * @param provider {@code auto}, and the plugins to try
   * @param lowest precision that may be chosen; null for float32
   * @param err told what was chosen, and why
   */
  static SessionSettings fastest(
      String provider,
      ComputePrecision lowest,
      ModelRef model,
      Zoo zoo,
      SessionSettings base,
      PrintWriter err) {
    List<Provider> plugins =
        Arrays.stream(provider.split(",", -1)).skip(1).map(Provider::parse).toList();
    for (Provider plugin : plugins) {
      if (!plugin.isPlugin()) {
        throw new SpeakerbenchException(
            PROVIDER + " " + provider + ": found cpu, which is always tried, expected plugins");
      }
      in(plugin, ComputePrecision.F32);
    }
    FastestSession.Choice choice =
        FastestSession.of(
            model.path(zoo),
            base,
            plugins,
            lowest == null ? ComputePrecision.F32 : lowest,
            settings -> model.open(zoo, settings));
    err.println(PROVIDER + " " + AUTO + ", " + model.name() + ": " + choice.why());
    err.flush();
    return choice.settings();
  }

  /**
   * A provider in a precision.
   *
   * @param precision null if none was named
   * @throws SpeakerbenchException if it does not have it, or is a plugin that cannot be used
   */
  static Provider in(Provider provider, ComputePrecision precision) {
    if (!provider.isPlugin()) {
      return precision == null ? provider : provider.with(precision);
    }
    PluginDevice device = PluginDevice.of(provider);
    if (precision == null && !device.dialect().setsPrecision()) {
      throw new SpeakerbenchException(
          "provider "
              + provider.name()
              + ": found no "
              + PRECISION
              + ", expected the one that its options ask for: how "
              + device.executionProvider()
              + " is told of it is not known here");
    }
    Provider asked = precision == null ? provider : provider.with(precision);
    device.requireTakes(asked);
    return asked;
  }
}
