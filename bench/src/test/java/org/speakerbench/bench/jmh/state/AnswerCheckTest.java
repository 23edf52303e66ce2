package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.WindowType;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/** A wrong answer is never timed: set-up throws, and nothing counts as verified. */
class AnswerCheckTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final GoldenClip CLIP = PACK.clip(BenchClip.DEFAULT);
  private static final EndToEndReference REFERENCE =
      PACK.endToEnd(BenchClip.DEFAULT, "campplus").orElseThrow();

  private static final ModelRef MODEL = ModelRef.parse("campplus");
  private static final ModelRef REDUCED =
      MODEL.on(Provider.parse("openvino=lib.so").with(ComputePrecision.BF16));

  @Test
  void theReferenceItselfIsVerified() {
    AnswerCheck.embedding(Optional.of(REFERENCE), REFERENCE.expected(), MODEL, "x");

    assertThat(AnswerCheck.last().verified()).isTrue();
    assertThat(AnswerCheck.last().cosine()).isCloseTo(1, within(1e-12));
  }

  @Test
  void anEmbeddingThatIsOnePercentOffIsRefused() {
    float[] perturbed = REFERENCE.expected().clone();
    for (int i = 0; i < perturbed.length; i += 2) {
      perturbed[i] *= 1.01f;
    }

    refusedEmbedding(perturbed);
  }

  @Test
  void aReducedPrecisionIsMeasuredAndNeverVerified() {
    float[] perturbed = REFERENCE.expected().clone();
    for (int i = 0; i < perturbed.length; i += 2) {
      perturbed[i] *= 1.1f;
    }

    AnswerCheck.embedding(Optional.of(REFERENCE), perturbed, REDUCED, "x");

    assertThat(AnswerCheck.last().verified()).isFalse();
    assertThat(AnswerCheck.last().cosine()).isBetween(0.99, 0.9999);
    assertThat(AnswerCheck.last().relativeL2()).isBetween(0.04, 0.1);
  }

  @Test
  void anotherVoiceIsRefusedInAReducedPrecisionToo() {
    float[] other = PACK.endToEnd("flite-slt", "campplus").orElseThrow().expected();
    assertThatThrownBy(() -> AnswerCheck.embedding(Optional.of(REFERENCE), other, REDUCED, "x"))
        .hasMessageContaining("the embedding of campplus (openvino bf16) on x is wrong")
        .hasMessageEndingWith("expected at least 0.9 in a reduced precision");
  }

  @Test
  void theEmbeddingOfAnotherVoiceIsRefused() {
    refusedEmbedding(PACK.endToEnd("flite-slt", "campplus").orElseThrow().expected());
  }

  @Test
  void anEmbeddingWithoutReferenceIsUnverified() {
    AnswerCheck.embedding(Optional.empty(), new float[] {1}, MODEL, "x");

    assertThat(AnswerCheck.last().verified()).isFalse();
    assertThat(AnswerCheck.last().cosine()).isNaN();
  }

  @Test
  void ourFeaturesAreVerified() {
    AnswerCheck.features(Optional.of(CLIP), features(FbankOptions.STANDARD), "clip");

    assertThat(AnswerCheck.last().verified()).isTrue();
    assertThat(AnswerCheck.last().cosine()).isNaN();
  }

  @Test
  void otherFeaturesAreRefused() {
    refusedFeatures(
        features(
            FbankOptions.STANDARD.withFrame(FrameOptions.STANDARD.withWindow(WindowType.HAMMING))));
    refusedFeatures(features(FbankOptions.STANDARD).meanNormalized());
    Features features = features(FbankOptions.STANDARD);
    Features shorter = new Features(features.frames() - 1, features.bins(), features.data());
    assertThatThrownBy(() -> AnswerCheck.features(Optional.of(CLIP), shorter, "x"))
        .hasMessageContaining("found Features[297, 80], expected [298, 80]");
    features.data()[1000] = Float.NaN;
    refusedFeatures(features);
  }

  @Test
  void samplesMustBeExact() {
    AnswerCheck.samples(Optional.of(CLIP), CLIP.waveform(), "x");
    assertThat(AnswerCheck.last().verified()).isTrue();

    float[] oneStepOff = CLIP.samples();
    oneStepOff[24_000] += 0x1p-15f;
    refusedSamples(new Waveform(oneStepOff, 16_000));
    refusedSamples(new Waveform(CLIP.samples(), 8_000));
  }

  private static void refusedSamples(Waveform samples) {
    assertThatThrownBy(() -> AnswerCheck.samples(Optional.of(CLIP), samples, "x"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("samples of x are wrong and are not timed");
    assertThat(AnswerCheck.last().verified()).isFalse();
  }

  private static Features features(FbankOptions options) {
    return new Fbank(options).compute(CLIP.waveform());
  }

  private static void refusedEmbedding(float[] embedding) {
    assertThatThrownBy(() -> AnswerCheck.embedding(Optional.of(REFERENCE), embedding, MODEL, "x"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("embedding of campplus on x is wrong and is not timed");
    assertThat(AnswerCheck.last().verified()).isFalse();
  }

  private static void refusedFeatures(Features features) {
    assertThatThrownBy(() -> AnswerCheck.features(Optional.of(CLIP), features, "x"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("features of x are wrong and are not timed");
    assertThat(AnswerCheck.last().verified()).isFalse();
  }
}
