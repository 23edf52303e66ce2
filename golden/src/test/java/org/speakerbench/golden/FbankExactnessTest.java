package org.speakerbench.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.fbank.Fbank;

/**
 * How near raw features come to float64, beside the libraries: on how many clips the largest error
 * is at most 1.2 times the better library's, or 1e-4.
 */
class FbankExactnessTest {
  private static final double FACTOR = 1.2;
  private static final double BASE = 1e-4;
  private static final double SHARE = 0.75;

  @ParameterizedTest
  @ValueSource(strings = {"published", "options"})
  void mostClipsAreAsExactAsTheBetterLibrary(String pack) {
    List<String> lines = new ArrayList<>();
    int clips = 0;
    int exact = 0;
    for (GoldenClip clip : GoldenPack.embedded(pack).clips()) {
      FeatureReference reference = new FeatureReference(clip);
      double[] truth = reference.truth(Stage.FBANK);
      ArrayErrors ours =
          ArrayErrors.between(
              truth, FeatureReference.values(new Fbank(clip.frontEnd()).compute(clip.waveform())));
      PeerErrors peers = PeerErrors.between(truth, reference.libraries(Stage.FBANK));
      double best = Double.POSITIVE_INFINITY;
      for (double error : peers.by(Metric.MAX_ABS)) {
        best = Math.min(best, error);
      }
      double limit = Math.max(FACTOR * best, BASE);
      clips++;
      exact += ours.maxAbs() <= limit ? 1 : 0;
      lines.add(
          String.format(
              "%s %.3g, best library %.3g ratio %.2f %s rms %.3g",
              clip.id(),
              ours.maxAbs(),
              best,
              ours.maxAbs() / best,
              ours.maxAbs() <= limit ? "" : "XXX",
              ours.rms()));
    }
    System.out.println(String.join("\n", lines));
    System.out.println(exact + " of " + clips);
    assertThat((double) exact / clips).as(String.join("\n", lines)).isGreaterThanOrEqualTo(SHARE);
  }
}
