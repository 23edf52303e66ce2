package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import picocli.CommandLine;

/** Without a plugin: what needs none. */
class ProviderOptionsTest {
  private static final List<ModelRef> MODELS = ModelRef.parseList("campplus,eres2net-base");

  private final StringWriter err = new StringWriter();

  private List<ModelRef> models(String... args) {
    ProviderOptions options = new ProviderOptions();
    new CommandLine(options).parseArgs(args);
    return options.with(MODELS, Zoo.inCacheFolder(), new PrintWriter(err));
  }

  private void refused(String message, String... args) {
    assertThatThrownBy(() -> models(args))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theCpuProviderIsTheDefault() {
    assertThat(models()).isEqualTo(MODELS);
    assertThat(models("--provider", "cpu")).isEqualTo(MODELS);
    assertThat(models("--precision", "f32")).isEqualTo(MODELS);
    assertThat(models("--provider", "cpu"))
        .extracting(ModelRef::provider)
        .containsOnly(Provider.CPU);
  }

  @Test
  void whatCannotBeIsRefused() {
    refused("found precision bf16, expected f32", "--precision", "bf16");
    refused("precision: found fp8", "--precision", "fp8");
    refused("found f32 twice, expected each once", "--precision", "f32,f32");
    refused("found cpu twice", "--provider", "cpu", "--provider", "cpu");
    refused("found gpu, expected cpu or NAME=LIBRARY", "--provider", "gpu");
    refused("found no such file", "--provider", "openvino=none.so");
    refused("found cpu, which is always tried", "--provider", "auto,cpu");
    refused("found no such file", "--provider", "auto,openvino=none.so");
  }
}
