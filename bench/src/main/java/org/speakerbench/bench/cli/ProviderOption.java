package org.speakerbench.bench.cli;

import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Option;

/** {@code --provider} and {@code --precision}, for commands that run one model once. */
final class ProviderOption {
  @Option(
      names = ProviderWords.PROVIDER,
      paramLabel = ProviderWords.PROVIDER_LABEL,
      defaultValue = "cpu",
      description = ProviderWords.PROVIDER_HELP + " (default: ${DEFAULT-VALUE}).")
  private String provider;

  @Option(
      names = ProviderWords.PRECISION,
      paramLabel = ProviderWords.PRECISION_LABEL,
      description = ProviderWords.PRECISION_HELP + " (default: f32).")
  private String precision;

  /** What is asked for, in the settings of a session. */
  SessionSettings in(SessionSettings settings) {
    return settings.with(provider());
  }

  /** The model on what is asked for. */
  ModelRef on(ModelRef model) {
    return model.on(provider());
  }

  private Provider provider() {
    Provider named = Provider.parse(provider);
    return ProviderWords.in(named, precision == null ? null : ComputePrecision.parse(precision));
  }
}
