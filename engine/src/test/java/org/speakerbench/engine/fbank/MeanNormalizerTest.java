package org.speakerbench.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeanNormalizerTest {

  private static Features random(int frames, int bins) {
    Random random = new Random(frames * 31L + bins);
    float[] data = new float[frames * bins];
    for (int i = 0; i < data.length; i++) {
      data[i] = 20 * random.nextFloat() - 15;
    }
    return new Features(frames, bins, data);
  }

  /** Frame after frame in double, rounded to float before it is subtracted. */
  private static float[] expected(Features raw) {
    float[] normalized = new float[raw.frames() * raw.bins()];
    for (int b = 0; b < raw.bins(); b++) {
      double sum = 0;
      for (int f = 0; f < raw.frames(); f++) {
        sum += raw.at(f, b);
      }
      for (int f = 0; f < raw.frames(); f++) {
        normalized[f * raw.bins() + b] = raw.at(f, b) - (float) (sum / raw.frames());
      }
    }
    return normalized;
  }

  @Test
  void theBitsAreThoseOfAMeanInDouble() {
    for (int frames : new int[] {1, 2, 298, 60_000}) {
      Features raw = random(frames, 7);
      assertThat(raw.meanNormalized().data()).isEqualTo(expected(raw));
    }
  }

  @Test
  void featuresAreAppendedWhateverWasNormalisedBefore() {
    MeanNormalizer normalizer = new MeanNormalizer();
    Features wide = random(5, 9);
    Features narrow = random(4, 3);
    FloatBuffer out = FloatBuffer.allocate(5 * 9 + 4 * 3 + 5 * 9);
    normalizer.put(wide, out);
    normalizer.put(narrow, out);
    normalizer.put(wide, out);
    assertThat(out.hasRemaining()).isFalse();
    FloatBuffer all = FloatBuffer.allocate(out.capacity());
    all.put(expected(wide)).put(expected(narrow)).put(expected(wide));
    assertThat(out.array()).containsExactly(all.array());
  }
}
