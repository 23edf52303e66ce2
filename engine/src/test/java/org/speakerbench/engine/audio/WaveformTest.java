package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.stream.IntStream;
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
  void everyIntegerOf16BitsIsTheSampleThatTheWavReaderGives() throws WavException {
    int[] all = IntStream.rangeClosed(Short.MIN_VALUE, Short.MAX_VALUE).toArray();
    short[] shorts = new short[all.length];
    for (int i = 0; i < all.length; i++) {
      shorts[i] = (short) all[i];
    }
    byte[] wav = WavBytes.pcm16(all).build();
    float[] expected = WavReader.read(new ByteArrayInputStream(wav), "all").samples();
    assertThat(Waveform.ofPcm16(shorts, 16000).samples()).isEqualTo(expected);
    assertThat(Waveform.ofPcm16(WavBytes.le16(all), 16000).samples()).isEqualTo(expected);
    assertThat(expected[0]).isEqualTo(-1f);
    assertThat(expected[65535]).isEqualTo(32767 / 32768f);
  }

  @Test
  void takesPartsOfArrays() {
    short[] shorts = {1, 2, 3, 4};
    byte[] bytes = {9, 0, 1, 0, 2, 9};
    assertThat(Waveform.ofPcm16(shorts, 1, 2, 8000).samples())
        .containsExactly(2 / 32768f, 3 / 32768f);
    assertThat(Waveform.ofPcm16(bytes, 1, 4, 8000).samples())
        .containsExactly(256 / 32768f, 512 / 32768f);
    assertThat(Waveform.ofPcm16(bytes, 6, 0, 8000).samples()).isEmpty();
    assertThatThrownBy(() -> Waveform.ofPcm16(shorts, 3, 2, 8000))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Waveform.ofPcm16(bytes, -1, 2, 8000))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesHalfASample() {
    assertThatThrownBy(() -> Waveform.ofPcm16(new byte[7], 8000))
        .isInstanceOfSatisfying(BadSampleException.class, e -> assertThat(e.number()).isEqualTo(3))
        .hasMessage(
            "sample 3 is cut: found 7 bytes of 16-bit PCM, expected an even number of them");
  }

  @Test
  void refusesNoSamplesArray() {
    assertThatThrownBy(() -> new Waveform(null, 8000)).isInstanceOf(NullPointerException.class);
  }
}
