package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import picocli.CommandLine.Option;

/** {@code --provider} and {@code --precision}, for commands with a row for each model. */
final class ProviderOptions {
  @Option(
      names = ProviderWords.PROVIDER,
      paramLabel = ProviderWords.PROVIDER_LABEL,
      description =
          ProviderWords.PROVIDER_HELP
              + "; may be repeated: each model on each, in rows of their own (default: cpu).")
  private List<String> providers = List.of();

  @Option(
      names = ProviderWords.PRECISION,
      paramLabel = ProviderWords.PRECISION_LABEL + ",...",
      description =
          ProviderWords.PRECISION_HELP + ": rows of their own too, of plugins (default: f32).")
  private String precisions;

  /**
   * Each model on each provider in each precision; on the CPU provider in float32 once. A form of
   * another model is that on the CPU provider.
   *
   * @throws SpeakerbenchException if a provider cannot be used, or is there twice
   */
  List<ModelRef> with(List<ModelRef> models, Zoo zoo, PrintWriter err) {
    List<Provider> all = all();
    List<ModelRef> refs = new ArrayList<>();
    for (ModelRef model : models) {
      if (model.formOf() != null) {
        refs.add(model);
        continue;
      }
      all.forEach(provider -> refs.add(model.on(provider)));
      for (String provider : providers) {
        if (ProviderWords.isAuto(provider)) {
          refs.add(fastest(provider, model, zoo, err));
        }
      }
    }
    return refs.stream().distinct().toList();
  }

  private ModelRef fastest(String provider, ModelRef model, Zoo zoo, PrintWriter err) {
    ComputePrecision lowest =
        precisions().stream().max(Comparator.naturalOrder()).orElse(ComputePrecision.F32);
    SessionSettings chosen =
        ProviderWords.fastest(provider, lowest, model, zoo, SessionSettings.DEFAULT, err);
    ModelRef on = model.on(chosen.provider());
    return chosen.graph() == GraphForm.TUNED ? on.tuned() : on;
  }

  private List<Provider> all() {
    List<Provider> named =
        providers.isEmpty()
            ? List.of(Provider.CPU)
            : providers.stream()
                .filter(text -> !ProviderWords.isAuto(text))
                .map(Provider::parse)
                .toList();
    List<ComputePrecision> asked = precisions();
    if (precisions != null
        && named.stream().noneMatch(Provider::isPlugin)
        && providers.stream().noneMatch(ProviderWords::isAuto)) {
      asked.forEach(Provider.CPU::with); // the only one there is says what it takes
    }
    List<Provider> all = new ArrayList<>();
    for (Provider provider : named) {
      if (!provider.isPlugin()) {
        add(all, provider);
      } else if (asked.isEmpty()) {
        add(all, ProviderWords.in(provider, null));
      } else {
        asked.forEach(precision -> add(all, ProviderWords.in(provider, precision)));
      }
    }
    return all;
  }

  private List<ComputePrecision> precisions() {
    List<ComputePrecision> asked = new ArrayList<>();
    if (precisions != null) {
      for (String precision : precisions.split(",", -1)) {
        ComputePrecision one = ComputePrecision.parse(precision.strip());
        if (asked.contains(one)) {
          throw new SpeakerbenchException(
              ProviderWords.PRECISION + ": found " + one + " twice, expected each once");
        }
        asked.add(one);
      }
    }
    return asked;
  }

  private static void add(List<Provider> all, Provider provider) {
    if (all.stream().anyMatch(other -> other.label().equals(provider.label()))) {
      throw new SpeakerbenchException(
          ProviderWords.PROVIDER
              + ": found "
              + provider.label()
              + " twice, expected another name for each");
    }
    all.add(provider);
  }
}
