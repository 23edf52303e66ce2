package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WaveformTest {

  @Test
  void knowsItsDurationAndPrintsItsSize() {
    Waveform clip = new Waveform(new float[24000], 16000);
    assertThat(clip.durationSeconds()).isEqualTo(1.5);
    assertThat(clip).hasToString("Waveform[24000 samples, 16000 Hz]");
  }

  @Test
  void keepsTheArrayItIsGiven() {
    float[] samples = {0.5f};
    assertThat(new Waveform(samples, 8000).samples()).isSameAs(samples);
  }

  @Test
  void refusesRatesThatAreNotPositive() {
    assertThatThrownBy(() -> new Waveform(new float[1], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a sample rate of at least 1 Hz, found 0 Hz");
    assertThatThrownBy(() -> new Waveform(new float[1], -8000)).hasMessageContaining("-8000 Hz");
  }

  @Test
  void refusesNoSamplesArray() {
    assertThatThrownBy(() -> new Waveform(null, 8000)).isInstanceOf(NullPointerException.class);
  }
}
