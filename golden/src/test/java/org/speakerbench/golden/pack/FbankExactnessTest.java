package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankProvider;

/**
 * How near raw features come to float64 beside the libraries: on how many clips the largest error
 * is at most 1.2 times that of the better library, or 1e-4. Not a property of each clip, because a
 * largest error is that of one cell, which rounding hits or misses; so three clips in four count.
 * The list is written to {@code target/exactness-PACK.csv}.
 */
class FbankExactnessTest {
  private static final double FACTOR = 1.2;
  private static final double BASE = 1e-4;
  private static final double SHARE = 0.75;

  @ParameterizedTest
  @ValueSource(strings = {"published", "options"})
  void bothProvidersGiveTheSameBits(String pack) {
    for (GoldenClip clip : GoldenPack.embedded(pack).clips()) {
      Fbank plain = new Fbank(clip.frontEnd(), FbankProvider.PLAIN);
      Fbank vector = new Fbank(clip.frontEnd(), FbankProvider.VECTOR);
      assertThat(vector.compute(clip.waveform()).data())
          .as(clip.id())
          .usingComparator(Arrays::compare)
          .isEqualTo(plain.compute(clip.waveform()).data());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"published", "options"})
  void threeClipsInFourAreAsExactAsTheBetterLibrary(String pack) throws IOException {
    List<String> lines = new ArrayList<>(List.of("clip,max_error,better_library,limit,within"));
    int exact = 0;
    List<GoldenClip> clips = GoldenPack.embedded(pack).clips();
    for (GoldenClip clip : clips) {
      FeatureReference reference = new FeatureReference(clip);
      double error = reference.errors(new Fbank(clip.frontEnd()).compute(clip.waveform())).maxAbs();
      double best = reference.betterLibrary();
      double limit = Math.max(FACTOR * best, BASE);
      exact += error <= limit ? 1 : 0;
      lines.add(
          String.format(
              Locale.ROOT, "%s,%.3g,%.3g,%.3g,%s", clip.id(), error, best, limit, error <= limit));
    }
    Path target = Files.createDirectories(Path.of("target"));
    Files.write(target.resolve("exactness-" + pack + ".csv"), lines);
    assertThat((double) exact / clips.size())
        .as("%d of %d clips:%n%s", exact, clips.size(), String.join("\n", lines))
        .isGreaterThanOrEqualTo(SHARE);
  }
}
