package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** A process for real, of a model on the CPU provider: what a plugin does there is the plugin's. */
class PluginProcessTest {
  private static final ModelRef MODEL = ModelRef.parse("campplus");

  @Test
  void theEmbeddingHasTheBitsOfThisProcess() {
    Zoo zoo = Zoo.inCacheFolder();
    try (SpeakerEmbedder embedder =
            new SpeakerEmbedder(MODEL.spec().frontEnd(), MODEL.open(zoo, SessionSettings.DEFAULT));
        PluginProcess apart = PluginProcess.start(MODEL, zoo)) {
      Features features = embedder.features(noise());

      assertThat(apart.embed(features)).containsExactly(embedder.model().embed(features));
      assertThatThrownBy(() -> apart.embed(new Features(1, 3, new float[3])))
          .hasMessageContaining("80"); // and goes on
      assertThat(apart.embed(features)).hasSize(512);
    }
  }

  @Test
  void aLibraryThatIsNoneIsToldOfEachClip() {
    ModelRef nowhere = MODEL.on(Provider.parse("x=/none/libx.so"));
    try (PluginProcess apart = PluginProcess.start(nowhere, Zoo.inCacheFolder())) {
      for (int clip = 0; clip < 2; clip++) {
        assertThatThrownBy(() -> apart.embed(new Features(200, 80, new float[16_000])))
            .hasMessageContaining("provider x (/none/libx.so): found no such file");
      }
    }
  }

  private static Waveform noise() {
    float[] samples = new float[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (i * 7919 % 2000 - 1000) / 4000f;
    }
    return new Waveform(samples, 16_000);
  }
}
