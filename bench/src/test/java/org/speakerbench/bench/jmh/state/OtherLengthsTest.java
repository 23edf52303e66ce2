package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;

class OtherLengthsTest {
  private static final FrameOptions FRAMES = FbankOptions.STANDARD.frame();

  @Test
  void theMeanIsTheClipsOwnLength() {
    List<Integer> inTurn = counts(of(48_000).inTurn());
    assertThat(inTurn).doesNotHaveDuplicates().doesNotContain(298).hasSize(OtherLengths.TURNS);
    assertThat(mean(inTurn)).isEqualTo(298);
    assertThat(inTurn).contains(298 - 42, 298 + 42);

    List<Integer> each = counts(of(48_000).each(42));
    assertThat(each).doesNotHaveDuplicates().doesNotContain(298).hasSize(42);
    assertThat(each).startsWith(299, 297, 300, 296);
    assertThat(mean(each)).isEqualTo(298);
  }

  @Test
  void aLongerClipGoesOnWithItsBeginning() {
    float[] samples = of(16_000).each(1).get(0).samples();
    assertThat(samples).hasSize(16_160);
    assertThat(Arrays.copyOfRange(samples, 16_000, 16_160))
        .containsExactly(Arrays.copyOf(samples, 160));
  }

  @Test
  void aShortClipHasFewLengths() {
    assertThat(of(400 + 19 * 160).each(400)).hasSize(20); // 20 frames, down to 10
    assertThatThrownBy(() -> of(400 + 14 * 160).inTurn())
        .hasMessageContaining("found 15 frames, expected so many that its length differs by 2, 5,");
  }

  private static OtherLengths of(int samples) {
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = i % 1000 / 1000f;
    }
    return new OtherLengths(new Waveform(values, 16_000), FRAMES);
  }

  private static List<Integer> counts(List<Waveform> clips) {
    return clips.stream().map(clip -> FRAMES.count(clip.samples().length)).toList();
  }

  private static double mean(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).average().orElseThrow();
  }
}
