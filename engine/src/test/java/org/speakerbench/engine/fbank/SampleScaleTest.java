package org.speakerbench.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;

/** At 16-bit scale, the bits of the same options on samples that are multiplied by 32768. */
class SampleScaleTest {
  private static final int FULL_SCALE = 32768;

  /** Frame options and root options, as in the file. */
  private static FbankOptions options(String frame, String root) {
    return FbankConfig.parse(
        "{\"FrameExtractionOptions\":{"
            + frame
            + (frame.contains("\"dither\"") ? "" : (frame.isEmpty() ? "" : ",") + "\"dither\":0")
            + "},\"MelBanksOptions\":{\"num_bins\":40}"
            + root
            + "}",
        "test");
  }

  static Stream<FbankOptions> options() {
    String energy = ",\"use_energy\":true";
    String linear = ",\"use_log_fbank\":false";
    String magnitude = ",\"use_power\":false";
    String windowed = energy + ",\"raw_energy\":false";
    return Stream.of(
        FbankOptions.STANDARD,
        options("", ""),
        options("\"window_type\":\"hamming\",\"pre_emphasis_coefficient\":0.5", ""),
        options("\"window_type\":\"blackman\",\"pre_emphasis_coefficient\":1", ""),
        options("\"window_type\":\"rectangular\",\"pre_emphasis_coefficient\":0", ""),
        options("\"remove_dc_offset\":false", ""),
        options("\"snip_edges\":false", ""),
        options("\"frame_length_ms\":20,\"frame_shift_ms\":7.3", ""),
        options("\"frame_length_ms\":61.1", ""),
        options("\"round_to_power_of_two\":false", ""),
        options("", energy),
        options("\"remove_dc_offset\":false", energy + ",\"htk_compat\":true"),
        options("", windowed + ",\"energy_floor\":1e8"),
        options("", energy + ",\"energy_floor\":1e7"),
        options("", linear),
        options("", linear + windowed),
        options("", magnitude),
        options("", magnitude + linear),
        options("\"dither\":1", ""),
        options("\"dither\":100,\"snip_edges\":false", energy),
        options("\"dither\":1", linear + magnitude));
  }

  /** Noise of some loudness after silence, in 16 bits or finer, on a constant of any size. */
  private static float[] samples(int count, boolean sixteenBits, double constant) {
    Random random = new Random(count);
    float[] samples = new float[count];
    for (int i = count / 4; i < count; i++) {
      double value = 0.1 * random.nextGaussian() * i / count + constant;
      samples[i] = sixteenBits ? (float) Math.rint(value * FULL_SCALE) / FULL_SCALE : (float) value;
    }
    return samples;
  }

  private static float[] times(float[] samples, int factor) {
    float[] multiplied = samples.clone();
    for (int i = 0; i < multiplied.length; i++) {
      multiplied[i] *= factor;
    }
    return multiplied;
  }

  @ParameterizedTest
  @MethodSource("options")
  void theBitsAreThoseOfMultipliedSamples(FbankOptions options) {
    FbankOptions scaled = options.withScale(SampleScale.INT16);
    for (FbankProvider provider : List.of(FbankProvider.PLAIN, FbankProvider.VECTOR)) {
      Fbank unit = new Fbank(options, provider);
      Fbank int16 = new Fbank(scaled, provider);
      for (double constant : new double[] {0, 1e-6, -0.4}) {
        for (boolean sixteenBits : new boolean[] {true, false}) {
          float[] samples = samples(6001, sixteenBits, constant);
          Waveform multiplied = new Waveform(times(samples, FULL_SCALE), 16000);
          assertThat(int16.compute(new Waveform(samples, 16000)).data())
              .as("%s, 16 bits %s, on %s", provider, sixteenBits, constant)
              .usingComparator(Arrays::compare)
              .isEqualTo(unit.compute(multiplied).data());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void piecesOfAStreamGiveThemToo(FbankOptions options) {
    float[] samples = samples(5001, true, 0.01);
    float[] expected =
        new Fbank(options).compute(new Waveform(times(samples, FULL_SCALE), 16000)).data();
    FbankStream stream = new Fbank(options.withScale(SampleScale.INT16)).stream();
    float[] found = new float[0];
    for (int at = 0; at < samples.length; at += 777) {
      stream.accept(samples, at, Math.min(777, samples.length - at));
      found = join(found, stream.read().data());
    }
    stream.finish();
    found = join(found, stream.read().data());
    assertThat(found).usingComparator(Arrays::compare).isEqualTo(expected);
  }

  private static float[] join(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void aResampledClipGivesThemToo() {
    FbankOptions options =
        FbankOptions.STANDARD.withFrame(FbankOptions.STANDARD.frame().withResampling());
    float[] samples = samples(30_000, true, 0);
    for (int rateHz : new int[] {8000, 44100, 48000}) {
      Waveform multiplied = new Waveform(times(samples, FULL_SCALE), rateHz);
      assertThat(
              new Fbank(options.withScale(SampleScale.INT16))
                  .compute(new Waveform(samples, rateHz))
                  .data())
          .usingComparator(Arrays::compare)
          .isEqualTo(new Fbank(options).compute(multiplied).data());
    }
  }

  /** Where nothing is near a floor, and no option has the unit of the samples. */
  @Test
  void logMelsOfLoudSamplesDifferByTwoLogarithmsOfFullScale() {
    float[] samples = Arrays.copyOfRange(samples(20_000, true, 0), 10_000, 20_000);
    Waveform clip = new Waveform(samples, 16000);
    float[] unit = new Fbank(FbankOptions.STANDARD).compute(clip).data();
    float[] scaled =
        new Fbank(FbankOptions.STANDARD.withScale(SampleScale.INT16)).compute(clip).data();
    for (int i = 0; i < unit.length; i++) {
      assertThat(scaled[i] - unit[i]).isCloseTo((float) (2 * Math.log(FULL_SCALE)), within(1e-4f));
    }
  }
}
