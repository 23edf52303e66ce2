package org.speakerbench.bench.environment;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.PluginDevice;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;

/** Which plugins computed, by what they say of themselves and by their library. */
public final class ProviderFacts {
  /** Group of the facts in the environment. */
  public static final String GROUP = "providers";

  private ProviderFacts() {}

  /** Adds the facts of all plugins of these models; no group where there is none. */
  public static void put(Collection<ModelRef> models, Environment environment) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    models.stream()
        .map(ModelRef::provider)
        .filter(Provider::isPlugin)
        .forEach(provider -> put(provider, facts));
    if (!facts.isEmpty()) {
      environment.put(GROUP, facts);
    }
  }

  private static void put(Provider provider, Map<String, Fact> facts) {
    PluginDevice device = PluginDevice.of(provider);
    String name = provider.name() + " ";
    String source = "metadata of the plugin's device";
    facts.put(name + "execution_provider", Fact.of(device.executionProvider(), source));
    facts.put(
        name + "version",
        device.version().isEmpty()
            ? Fact.unavailable("the " + source + " have no version")
            : Fact.of(device.version(), source));
    facts.put(name + "library_sha256", sha256(provider));
    facts.put(
        name + "options",
        Fact.of(LocalPaths.shortened(provider.options().toString()), "command line"));
  }

  private static Fact sha256(Provider provider) {
    try {
      return Fact.of(Sha256.of(provider.library()), "hash of the plugin's library");
    } catch (IOException e) {
      return Fact.unavailable("the library cannot be read: " + Reasons.of(e));
    }
  }
}
