package org.speakerbench.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

class SessionVariantTest {

  @Test
  void namesFitACsvAndAreFoundAgain() {
    assertThat(SessionVariant.ALL).extracting(SessionVariant::name).doesNotHaveDuplicates();
    for (SessionVariant variant : SessionVariant.ALL) {
      assertThat(variant.name()).doesNotContain(",", "\"");
      assertThat(SessionVariant.named(variant.name())).isSameAs(variant);
    }
    assertThatThrownBy(() -> SessionVariant.named("faster"))
        .hasMessageContaining("variant faster found, expected one of [current, current again,");
  }

  @Test
  void whatChangesAThreadForGoodTakesNoTurns() {
    assertThat(SessionVariant.INTERLEAVED)
        .hasSize(SessionVariant.ALL.size() - 1)
        .doesNotContain(SessionVariant.named("denormals as zero"));
  }

  /** All are timed on the same work; the engine's own settings give the engine's own bits. */
  @Test
  void allGiveTheEmbeddingOfTheEngine() {
    Path graph = Zoo.inCacheFolder().materialize("campplus");
    Features features =
        new Fbank(FbankOptions.STANDARD)
            .compute(GoldenPack.embedded().clip("flite-awb").waveform())
            .meanNormalized();
    float[] expected;
    try (EmbeddingModel model =
        EmbeddingModel.open(graph, Zoo.model("campplus").known(), SessionSettings.DEFAULT)) {
      expected = model.embed(features);
    }
    for (SessionVariant variant : SessionVariant.INTERLEAVED) {
      try (BareSession session = new BareSession(graph, variant)) {
        session.feed(features);
        float[] found = session.run();
        if (variant.name().startsWith("current")) {
          assertThat(found).containsExactly(expected);
        }
        assertThat(found).as(variant.name()).containsExactly(expected, within(1e-3f));
      }
    }
  }
}
