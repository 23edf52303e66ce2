package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;

class CropTest {
  private static Waveform counting(int samples) {
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = i / 65536f;
    }
    return new Waveform(values, 1000);
  }

  @Test
  void theMiddleIsLeft() {
    Waveform left = new Crop(3).of(counting(10));
    assertThat(left.sampleRateHz()).isEqualTo(1000);
    assertThat(left.samples()).containsExactly(3 / 65536f, 4 / 65536f, 5 / 65536f);
  }

  @Test
  void shorterAndWholeClipsStayThemselves() {
    Waveform clip = counting(10);
    assertThat(new Crop(10).of(clip)).isSameAs(clip);
    assertThat(new Crop(11).of(clip)).isSameAs(clip);
    assertThat(Crop.parseList("full").get(0).of(clip)).isSameAs(clip);
  }

  @Test
  void lengthsSayHowManyAreShorter() {
    assertThat(new Crop(1000).of(List.of(500.0, 1000.0, 3000.0)))
        .isEqualTo(new Crop.Lengths(2500.0 / 3, 1));
    assertThat(new Crop(0).of(List.of(500.0, 1500.0))).isEqualTo(new Crop.Lengths(1000, 0));
  }

  @Test
  void aCropThatNoClipHasIsRefused() {
    assertThatThrownBy(() -> new Crop(3001).of(List.of(500.0, 3000.0)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "crop of 3001 ms: found no clip that is as long, the longest has 3000 ms, expected a"
                + " shorter crop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "3s", "", "1000,,2", "1000,1000", "full,full"})
  void whatIsNoListOfLengthsIsRefused(String text) {
    assertThatThrownBy(() -> Crop.parseList(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("crop: found");
  }
}
