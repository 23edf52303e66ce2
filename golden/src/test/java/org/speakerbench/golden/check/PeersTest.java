package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.FeatureReference;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Peer;

/** What the peers reach is measured as ours is, from the same stored arrays. */
class PeersTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final String CLIP = "chirp";
  private static ParityReport report;

  @BeforeAll
  static void run() {
    report =
        new ParityCheck(PACK, TestZoo.zoo())
            .withClips(List.of(CLIP))
            .run(List.of(new ModelRef("campplus", null)));
  }

  private static Map<Peer, Double> peers(ParityStage stage, Metric metric) {
    return report.rows().stream()
        .filter(row -> row.stage() == stage)
        .findFirst()
        .flatMap(row -> row.error(metric))
        .orElseThrow()
        .peers();
  }

  private static MeasuredError measured(ParityStage stage, Metric metric) {
    return report.rows().stream()
        .filter(row -> row.stage() == stage)
        .findFirst()
        .flatMap(row -> row.error(metric))
        .orElseThrow();
  }

  @Test
  void rawFeatures() {
    double[] truth = PACK.clip(CLIP).fbankFloat64();
    double[] errors = new double[truth.length];
    float[] torchaudio = PACK.clip(CLIP).fbankTorchaudio().orElseThrow().data();
    Arrays.setAll(errors, i -> Math.abs(torchaudio[i] - truth[i]));
    assertThat(peers(ParityStage.FBANK, Metric.MAX_ABS))
        .containsOnlyKeys(Peer.TORCHAUDIO, Peer.KALDI_NATIVE_FBANK)
        .containsEntry(Peer.TORCHAUDIO, Arrays.stream(errors).max().orElseThrow());
    double squares = Arrays.stream(errors).map(error -> error * error).sum();
    assertThat(peers(ParityStage.FBANK, Metric.RMS).get(Peer.TORCHAUDIO))
        .isCloseTo(Math.sqrt(squares / errors.length), within(1e-15));
    MeasuredError max = measured(ParityStage.FBANK, Metric.MAX_ABS);
    assertThat(max.limit())
        .isEqualTo(
            Limits.fbankMaxAbs(
                Limits.FBANK_MAX_BASE,
                max.peers().get(Peer.TORCHAUDIO),
                max.peers().get(Peer.KALDI_NATIVE_FBANK)));
  }

  @Test
  void normalisedFeaturesHavePeersOfTheirOwn() {
    double[] expected = new FeatureReference(PACK.clip(CLIP)).normalised().truth();
    Features stored = PACK.clip(CLIP).fbankNormalised().orElseThrow();
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(stored.data()[i] - expected[i]));
    }
    // The stored ones are rounded to float32.
    assertThat(peers(ParityStage.NORMALISED, Metric.MAX_ABS).get(Peer.TORCHAUDIO))
        .isCloseTo(largest, within(2e-6))
        .isNotEqualTo(peers(ParityStage.FBANK, Metric.MAX_ABS).get(Peer.TORCHAUDIO));
  }

  @Test
  void embeddings() {
    assertThat(peers(ParityStage.INFERENCE, Metric.COSINE)).containsOnlyKeys(Peer.ONNXRUNTIME);
    assertThat(peers(ParityStage.INFERENCE, Metric.COSINE).get(Peer.ONNXRUNTIME))
        .isBetween(Limits.INFERENCE_MIN_COSINE, 1.0);
    MeasuredError alone = measured(ParityStage.INFERENCE, Metric.RELATIVE_L2);
    assertThat(alone.limit()).isEqualTo(Limits.inference(alone.peers().get(Peer.ONNXRUNTIME)));
    MeasuredError whole = measured(ParityStage.END_TO_END, Metric.RELATIVE_L2);
    assertThat(whole.limit()).isEqualTo(Limits.endToEnd(whole.peers().get(Peer.ONNXRUNTIME)));
    assertThat(whole.peers().get(Peer.ONNXRUNTIME))
        .isGreaterThan(alone.peers().get(Peer.ONNXRUNTIME));
  }

  @Test
  void samplesHaveNone() {
    assertThat(peers(ParityStage.SAMPLES, Metric.MAX_ABS)).isEmpty();
  }
}
