package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
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

  /**
   * Opens a model as is asked for.
   *
   * @param err told what was chosen, if that is asked for
   */
  EmbeddingModel open(ModelRef model, Zoo zoo, SessionSettings settings, PrintWriter err) {
    ComputePrecision named = precision == null ? null : ComputePrecision.parse(precision);
    return model.open(
        zoo,
        ProviderWords.isAuto(provider)
            ? ProviderWords.fastest(provider, named, model, zoo, settings, err)
            : settings.with(ProviderWords.in(Provider.parse(provider), named)));
  }

  /** The model on the provider that is named. */
  ModelRef on(ModelRef model) {
    return model.on(
        ProviderWords.in(
            Provider.parse(provider),
            precision == null ? null : ComputePrecision.parse(precision)));
  }
}
