package org.speakerbench.bench.cli;

import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.PluginDevice;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

/** What the help of every command says of providers, and what is right of them everywhere. */
final class ProviderWords {
  static final String PROVIDER = "--provider";
  static final String PRECISION = "--precision";
  static final String PROVIDER_LABEL = "cpu|NAME=LIBRARY[,OPTION=VALUE...]";
  static final String PRECISION_LABEL = "f32|f16|bf16";
  static final String PROVIDER_HELP =
      "Execution provider of ONNX Runtime: cpu, its own, or the shared library of a plugin and what"
          + " it is told (see docs/providers.md)";
  static final String PRECISION_HELP =
      "What a plugin computes in; cpu computes in f32 only. Less than f32 is faster on some CPUs and"
          + " another answer";

  private ProviderWords() {}

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
