package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

class ResamplerTest {
  private static final float[] DOWN = {
    0.0928308873f, 0.253345942f, 0.396011498f, 0.558538697f, 0.680721431f, 0.895744434f
  };
  private static final float[] UP = {
    0.0997809995f,
    0.175282224f,
    0.243708376f,
    0.318318357f,
    0.390477532f,
    0.464597893f,
    0.528146521f,
    0.613907138f,
    0.696202329f,
    0.698625667f,
    0.899514932f,
    0.905103977f,
    0.245056029f
  };

  private static Waveform tone(int samples, int rateHz, double hz) {
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / rateHz));
    }
    return new Waveform(values, rateHz);
  }

  @Test
  void theSameRateIsTheSameClip() {
    Waveform clip = tone(100, 16000, 440);
    assertThat(Resampler.resample(clip, 16000)).isSameAs(clip);
  }

  /** The last three have more phases than are kept. */
  @ParameterizedTest
  @CsvSource({
    "48000, 16000",
    "44100, 16000",
    "8000, 16000",
    "24000, 16000",
    "16000, 44100",
    "11025, 16000",
    "44101, 16000",
    "16001, 16000",
    "15999, 16000"
  })
  void aToneBelowBothNyquistFrequenciesStaysTheTone(int fromHz, int toHz) {
    Waveform out = Resampler.resample(tone(fromHz / 5, fromHz, 1000), toHz);
    assertThat(out.sampleRateHz()).isEqualTo(toHz);
    Waveform expected = tone(out.samples().length, toHz, 1000);
    int edge = toHz / 400; // 2.5 ms without neighbours on one side
    for (int i = edge; i < out.samples().length - edge; i++) {
      assertThat(out.samples()[i]).as("%d", i).isCloseTo(expected.samples()[i], within(2e-3f));
    }
  }

  @Test
  void aToneAboveTheNewNyquistFrequencyGoes() {
    Waveform out = Resampler.resample(tone(9600, 48000, 12000), 16000);
    for (int i = 40; i < out.samples().length - 40; i++) {
      assertThat(out.samples()[i]).isCloseTo(0, within(1e-3f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 48000, 16000, 0",
    "1, 48000, 16000, 1",
    "3, 48000, 16000, 1",
    "4, 48000, 16000, 2",
    "441, 44100, 16000, 160",
    "442, 44100, 16000, 161",
    "5, 8000, 16000, 10"
  })
  void theResultCoversTheDurationOfTheClip(int samples, int fromHz, int toHz, int expected) {
    Waveform clip = new Waveform(new float[samples], fromHz);
    assertThat(Resampler.resample(clip, toHz).samples()).hasSize(expected);
    assertThat(Resampler.length(samples, fromHz, toHz)).isEqualTo(expected);
  }

  /** {@code torchaudio.functional.resample} 0.13.1 in float64 of 0.1, 0.2, ... 0.9. */
  @Test
  void equalsTorchaudio() {
    float[] ramp = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f};
    assertThat(Resampler.resample(new Waveform(ramp, 24000), 16000).samples())
        .containsExactly(DOWN, within(1e-7f));
    assertThat(Resampler.resample(new Waveform(ramp, 8000), 11025).samples())
        .containsExactly(UP, within(1e-7f));
  }

  @Test
  void aClipThatWouldNotFitAnArrayIsRefused() {
    Waveform clip = new Waveform(new float[3], 1);
    assertThatThrownBy(() -> Resampler.resample(clip, 1_000_000_000))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "clip too long: found 3 samples, which are 3000000000 after resampling, expected at most"
                + " 2147483639");
  }

  @Test
  void aRateIsPositive() {
    assertThatThrownBy(() -> Resampler.resample(tone(10, 8000, 100), -8000))
        .hasMessage("expected a sample rate of at least 1 Hz, found -8000 Hz");
    assertThatThrownBy(() -> Resampler.resample(tone(10, 8000, 100), 0))
        .hasMessage("expected a sample rate of at least 1 Hz, found 0 Hz");
  }
}
