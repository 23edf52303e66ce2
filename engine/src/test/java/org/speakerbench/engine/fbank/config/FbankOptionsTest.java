package org.speakerbench.engine.fbank.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.audio.Resampler;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.NaiveFbank;
import org.speakerbench.engine.fbank.internal.kernel.LogMelPlan;
import org.speakerbench.engine.fbank.internal.transform.Dither;

/** Every option against {@link NaiveFbank}, by the configuration that a user would write. */
class FbankOptionsTest {
  /** Relative to values of 1 and more: what the arithmetic leaves on noise. */
  private static final double DOUBLE = 1e-6;

  private static final double FLOAT = 2e-5;

  private static final String STANDARD =
      "{\"FrameExtractionOptions\":{\"dither\":0,%s},\"MelBanksOptions\":{\"num_bins\":23,%s},%s}";

  /** Frame options, mel options, root options and warp factor, as text without quotes. */
  static FbankOptions options(String frame, String mel, String root, double warp) {
    String json =
        String.format(STANDARD, quoted(frame), quoted(mel), quoted(root)).replaceAll(",\\s*}", "}");
    FbankOptions options = FbankConfig.parse(json, "test");
    return options.withMel(options.mel().withVtlnWarp(warp));
  }

  private static String quoted(String text) {
    return text == null ? "" : text.replaceAll("([a-z_]*[a-z])(?=[,:]|$)(?<!true|false)", "\"$1\"");
  }

  private static Waveform clip(int samples, int rateHz) {
    Random random = new Random(samples);
    float[] values = new float[samples];
    for (int i = samples / 4; i < samples; i++) { // silence first, and an offset
      values[i] = (float) (0.1 * random.nextGaussian() + 0.05);
    }
    return new Waveform(values, rateHz);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "||                                                    |1",
        "window_type:hamming||                                 |1",
        "window_type:hanning||                                 |1",
        "window_type:rectangular||                             |1",
        "window_type:sine||                                    |1",
        "window_type:blackman||                                |1",
        "window_type:blackman,blackman_coefficient:0.3||       |1",
        "pre_emphasis_coefficient:0||                          |1",
        "pre_emphasis_coefficient:1||                          |1",
        "remove_dc_offset:false||                              |1",
        "round_to_power_of_two:false||                         |1",
        "round_to_power_of_two:false,frame_length_ms:27.5||    |1",
        "snip_edges:false||                                    |1",
        "snip_edges:false,frame_length_ms:61.1,frame_shift_ms:3.1||         |1",
        "snip_edges:false,frame_length_ms:10,frame_shift_ms:25||            |1",
        "frame_length_ms:10,frame_shift_ms:25||                |1",
        "frame_length_ms:32||                                  |1",
        "|low_freq:0,high_freq:7000|                           |1",
        "|low_freq:100,high_freq:-400|                         |1",
        "||use_power:false                                     |1",
        "||use_log_fbank:false                                 |1",
        "||use_log_fbank:false,use_power:false                 |1",
        "||use_energy:true                                     |1",
        "||use_energy:true,htk_compat:true                     |1",
        "||use_energy:true,raw_energy:false                    |1",
        "frame_length_ms:32,window_type:rectangular||use_energy:true,raw_energy:false|1",
        "||use_energy:true,energy_floor:2.5                    |1",
        "||use_energy:true,raw_energy:false,energy_floor:0.5,use_log_fbank:false|1",
        "remove_dc_offset:false||use_energy:true               |1",
        "|                 |                                   |0.8",
        "|                 |                                   |1.25",
        "|low_freq:60,vtln_low:200,vtln_high:5000|             |1.1",
        "|high_freq:6000,vtln_low:200,vtln_high:-2500|         |0.9",
        "|vtln_low:3076,vtln_high:3365|                        |1.1142",
        "|vtln_low:2000,vtln_high:2100|                        |0.6",
        "|vtln_low:2000,vtln_high:2100|                        |1.5",
        "|htk_mode:true   |                                    |1",
        "|htk_mode:true,low_freq:0|                            |1",
        "|htk_mode:true,low_freq:100,vtln_low:200|use_log_fbank:false,use_power:false|1.1",
      })
  void equalsTheDefinition(String frame, String mel, String root, double warp) {
    FbankOptions options = options(frame, mel, root, warp);
    for (SampleScale scale : SampleScale.values()) {
      assertEqualsTheDefinition(options.withScale(scale));
    }
  }

  private static void assertEqualsTheDefinition(FbankOptions options) {
    Waveform clip = clip(4001, 16000);
    double[][] expected = NaiveFbank.compute(options, clip.samples());
    Features actual = new Fbank(options).compute(clip);
    assertThat(actual.frames()).isEqualTo(expected.length);
    assertThat(actual.bins()).isEqualTo(options.dim());
    double tolerance = LogMelPlan.covers(options) ? FLOAT : DOUBLE;
    for (int f = 0; f < expected.length; f++) {
      for (int b = 0; b < options.dim(); b++) {
        assertThat((double) actual.at(f, b))
            .as("%s, frame %d bin %d", options.scale(), f, b)
            .isCloseTo(expected[f][b], within(tolerance * Math.max(1, Math.abs(expected[f][b]))));
      }
    }
  }

  /** Shorter than a frame: the samples are reflected several times. */
  @ParameterizedTest
  @ValueSource(ints = {80, 81, 160, 239, 240, 399})
  void unsnippedEdgesReflectClipsThatAreShorterThanAFrame(int samples) {
    FbankOptions options = options("snip_edges:false", "", "", 1);
    Waveform clip = clip(samples, 16000);
    double[][] expected = NaiveFbank.compute(options, clip.samples());
    Features actual = new Fbank(options).compute(clip);
    assertThat(actual.frames()).isEqualTo(expected.length).isPositive();
    for (int i = 0; i < actual.data().length; i++) {
      assertThat((double) actual.data()[i]).isCloseTo(expected[i / 23][i % 23], within(1e-5));
    }
  }

  @Test
  void unsnippedEdgesNeedHalfAShift() {
    FbankOptions options = options("snip_edges:false", "", "", 1);
    assertThat(options.frame().minSamples()).isEqualTo(80);
    assertThatThrownBy(() -> new Fbank(options).compute(clip(79, 16000)))
        .isInstanceOf(ClipTooShortException.class)
        .hasMessage("clip too short: found 79 samples, expected at least 80 for one frame");
    FbankOptions odd = options("snip_edges:false,frame_shift_ms:0.1875", "", "", 1);
    assertThat(odd.frame().shift()).isEqualTo(3);
    assertThat(odd.frame().minSamples()).isEqualTo(2);
    assertThat(odd.frame().count(1)).isZero();
    assertThat(odd.frame().count(2)).isOne();
  }

  @ParameterizedTest
  @CsvSource({"8000, 23", "24000, 64", "44100, 80", "48000, 128"})
  void takesAnyRate(int rateHz, int bins) {
    FbankOptions options =
        options("sample_freq:" + rateHz, "", "", 1)
            .withMel(new MelOptions(bins, 20, 0, 100, -500, 1));
    Waveform clip = clip(rateHz / 10, rateHz);
    double[][] expected = NaiveFbank.compute(options, clip.samples());
    Features actual = new Fbank(options).compute(clip);
    for (int i = 0; i < actual.data().length; i++) {
      assertThat((double) actual.data()[i]).isCloseTo(expected[i / bins][i % bins], within(1e-5));
    }
  }

  @Test
  void clipsOfOtherRatesAreResampledOnlyInTheDirectionThatIsAllowed() {
    FbankOptions down = options("allow_down_sample:true", "", "", 1);
    FbankOptions up = options("allow_up_sample:true", "", "", 1);
    Waveform high = clip(9600, 48000);
    Waveform low = clip(1600, 8000);
    assertThat(new Fbank(down).compute(high).data())
        .isEqualTo(new Fbank(down).compute(Resampler.resample(high, 16000)).data());
    assertThat(new Fbank(up).compute(low).data())
        .isEqualTo(new Fbank(up).compute(Resampler.resample(low, 16000)).data());
    assertThatThrownBy(() -> new Fbank(down).compute(low))
        .hasMessage(
            "sample rate is 8000 Hz, expected 16000 Hz (sample_freq), or leave to resample it"
                + " (allow_up_sample, FrameOptions.withResampling())");
    assertThatThrownBy(() -> new Fbank(up).compute(high)).hasMessageContaining("allow_down_sample");
    FrameOptions both = FbankOptions.STANDARD.frame().withResampling();
    assertThat(both.allowDownSample() && both.allowUpSample()).isTrue();
    FbankOptions exact = options("sample_freq:16000.5", "", "", 1);
    assertThatThrownBy(() -> new Fbank(exact).compute(low))
        .hasMessageContaining("sample rate is 8000 Hz, expected 16000.5 Hz (sample_freq)");
    FbankOptions fraction = options("sample_freq:16000.5,allow_up_sample:true", "", "", 1);
    assertThatThrownBy(() -> new Fbank(fraction).compute(low))
        .hasMessageContaining("sample_freq is 16000.5 Hz, expected a whole number of Hz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|vtln_low:10||1.1|vtln_low 10.0 and vtln_high 7500.0 Hz found, expected low_freq 20.0 <",
        "|vtln_low:20||1.1|vtln_low 20.0 and vtln_high 7500.0 Hz found, expected low_freq 20.0 <",
        "|vtln_high:100||1.1|vtln_low 100.0 and vtln_high 100.0 Hz found",
        "|vtln_high:0||1.1|vtln_low 100.0 and vtln_high 0.0 Hz found",
        "|vtln_high:0.5||1.1|vtln_low 100.0 and vtln_high 0.5 Hz found",
        "|||Infinity|vtln_warp is Infinity, expected above 0",
        "|low_freq:-1||1|low_freq -1.0 and high_freq 0.0 found, expected 0 <= low < high <= 8000.0",
        "|low_freq:4000,high_freq:4000||1|low_freq 4000.0 and high_freq 4000.0 found",
        "|high_freq:8001||1|low_freq 20.0 and high_freq 8001.0 found",
        "sample_freq:0|||1|sample_freq is 0.0, expected above 0 and at most 1000000 Hz",
        "sample_freq:-8000|||1|sample_freq is -8000.0, expected above 0",
        "sample_freq:1000001|||1|sample_freq is 1000001.0, expected above 0 and at most 1000000 Hz",
        "pre_emphasis_coefficient:-0.1|||1|pre_emphasis_coefficient is -0.1, expected between 0 and 1",
        "frame_shift_ms:-10|||1|frame_shift_ms is -10.0, expected above 0",
        "frame_shift_ms:0.06|||1|frame_shift_ms is 0.06, expected at least one sample",
        "frame_length_ms:0|||1|frame_length_ms is 0.0, expected above 0",
        "frame_length_ms:0.12|||1|frame_length_ms is 0.12, expected 2 to 1048576 samples",
        "frame_length_ms:65536.0625|||1|frame_length_ms is 65536.0625, expected 2 to 1048576 samples",
        "|vtln_high:8000||1.1|vtln_high 8000.0 Hz found, expected low_freq 20.0 < vtln_low < vtln_high < 8000.0",
        "|high_freq:6000,vtln_high:6000||1.1|vtln_high < 6000.0 Hz",
        "|||0|vtln_warp is 0.0, expected above 0",
        "|||NaN|vtln_warp is NaN, expected above 0",
        "round_to_power_of_two:false,frame_length_ms:25.1||| 1|round_to_power_of_two is false, expected true, or an even number of samples in a frame (frame_length_ms 25.1 gives 401)",
        "||energy_floor:-1|1|energy_floor is -1.0, expected 0 (none) or more",
        "dither:-1|||1|duplicate",
        "|low_freq:7000,high_freq:-1500||1|low_freq 7000.0 and high_freq -1500.0 found",
      })
  void whatDoesNotFitIsRefused(String frame, String mel, String root, double warp, String message) {
    assertThatThrownBy(() -> options(frame, mel, root, warp))
        .satisfies(
            e -> assertThat(e.getMessage().replaceAll("Duplicate", "duplicate")).contains(message));
  }

  /** The last values that are accepted. */
  @Test
  void whatJustFitsIsAccepted() {
    assertThat(options("sample_freq:1000000", "", "", 1).sampleRateHz()).isEqualTo(1e6);
    assertThat(options("frame_shift_ms:0.0625", "", "", 1).frame().shift()).isEqualTo(1);
    assertThat(options("frame_length_ms:65536", "", "", 1).frame().length()).isEqualTo(1 << 20);
    FrameOptions slow =
        new FrameOptions(
            1, 1000, 2000, 0, 0, 0, false, WindowType.HAMMING, 0, true, true, false, false);
    assertThat(slow.sampleRateHz()).isEqualTo(1);
    FrameOptions frame = FrameOptions.STANDARD;
    assertThat(frame.withDither(1e6, 0).dither()).isEqualTo(1e6);
    FrameOptions shortest =
        new FrameOptions(
            1000, 0.5e3, 2, 0, 0, 0, false, WindowType.HAMMING, 0, true, true, false, false);
    assertThat(shortest.length()).isEqualTo(2);
    assertThat(shortest.fftSize()).isEqualTo(4);
    MelOptions mel = new MelOptions(3, 0, 8000, 100, -500, 1);
    assertThat(FbankOptions.STANDARD.withMel(mel).dim()).isEqualTo(3);
    MelOptions all = new MelOptions(256, 0, 8000, 100, -500, 1);
    assertThat(FbankOptions.STANDARD.withMel(all).dim()).isEqualTo(256);
    MelOptions more = new MelOptions(257, 0, 8000, 100, -500, 1);
    assertThatThrownBy(() -> FbankOptions.STANDARD.withMel(more))
        .hasMessage("num_bins is 257, expected 3 to 256 (half the FFT size)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void framesHaveFiniteNumbers(double bad) {
    assertThatThrownBy(() -> frame(bad, 25, 0.97, 0.42)).hasMessageContaining("frame_shift_ms is");
    assertThatThrownBy(() -> frame(10, bad, 0.97, 0.42))
        .hasMessage("frame_length_ms is " + bad + ", expected above 0");
    assertThatThrownBy(() -> frame(10, 25, bad, 0.42)).hasMessageContaining("pre_emphasis_coef");
    assertThatThrownBy(() -> frame(10, 25, 0.97, bad))
        .hasMessage("blackman_coefficient is " + bad + ", expected finite");
  }

  private static FrameOptions frame(double shift, double length, double preEmphasis, double a0) {
    return new FrameOptions(
        16000,
        shift,
        length,
        0,
        0,
        preEmphasis,
        true,
        WindowType.POVEY,
        a0,
        true,
        true,
        false,
        false);
  }

  /** Above zero it is a frequency, however low; otherwise it counts from Nyquist. */
  @Test
  void theUpperEdgeCountsFromNyquistUnlessItIsAboveZero() {
    assertThat(new MelOptions(23, 0, 0.5, 100, -500, 1).highHz(8000)).isEqualTo(0.5);
    assertThat(new MelOptions(23, 0, 0, 100, -500, 1).highHz(8000)).isEqualTo(8000);
    assertThat(new MelOptions(23, 0, -0.5, 100, -500, 1).highHz(8000)).isEqualTo(7999.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
  void theEnergyFloorIsAFiniteNumber(double floor) {
    FbankOptions o = FbankOptions.STANDARD;
    assertThatThrownBy(
            () ->
                new FbankOptions(
                    o.frame(), o.mel(), o.scale(), true, floor, true, false, true, true))
        .hasMessage("energy_floor is " + floor + ", expected 0 (none) or more");
  }

  @Test
  void anotherWindowLeavesTheRestAsItIs() {
    FrameOptions dithered = FrameOptions.STANDARD.withDither(0.5, 42).withResampling();
    FrameOptions sine = dithered.withWindow(WindowType.SINE);
    assertThat(sine.window()).isEqualTo(WindowType.SINE);
    assertThat(sine.withWindow(WindowType.POVEY)).isEqualTo(dithered);
  }

  @Test
  void boundsOfTheWarpDoNotCountWithoutAFactor() {
    assertThat(options("", "vtln_low:0,vtln_high:9000", "", 1).mel().warps()).isFalse();
  }

  @Test
  void ditherIsNoiseOfItsDeviationThatTheSeedAndTheFrameDecide() {
    float[] samples = new float[200_000];
    new Dither(0.5, 42).addTo(samples, 3);
    double sum = 0;
    double squares = 0;
    double neighbours = 0;
    for (int i = 0; i < samples.length; i++) {
      sum += samples[i];
      squares += samples[i] * samples[i];
      neighbours += samples[i] * samples[(i + 1) % samples.length];
    }
    // Five standard errors of a mean, a variance and a covariance of 200 000 values.
    assertThat(sum / samples.length).isCloseTo(0, within(0.0056));
    assertThat(squares / samples.length).isCloseTo(0.25, within(0.004));
    assertThat(neighbours / samples.length).isCloseTo(0, within(0.0028));
    float[] again = new float[401];
    new Dither(0.5, 42).addTo(again, 3);
    assertThat(again).containsExactly(java.util.Arrays.copyOf(samples, 401));
    float[] otherFrame = new float[401];
    new Dither(0.5, 42).addTo(otherFrame, 4);
    float[] otherSeed = new float[401];
    new Dither(0.5, 43).addTo(otherSeed, 3);
    assertThat(otherFrame).isNotEqualTo(again);
    assertThat(otherSeed).isNotEqualTo(again).isNotEqualTo(otherFrame);
  }

  /** {@code 0.25 * gaussians(7, 2, 5)} of {@code golden/python/dither.py}, as float32. */
  @Test
  void ditherIsThatOfTheDefinition() {
    float[][] expected = {
      {-0.23556441f, -0.3229632f, -0.2503458f, -0.19226743f, 0.09544566f},
      {0.00236664829f, -0.29822162f, 0.31634527f, -0.43728197f, -0.2298435f}
    };
    for (int frame = 0; frame < expected.length; frame++) {
      float[] noise = new float[5];
      new Dither(0.25, 7).addTo(noise, frame);
      assertThat(noise).containsExactly(expected[frame]);
      float[] samples = {0.5f, -0.5f, 0.25f, 0, 1};
      float[] sums = samples.clone();
      new Dither(0.25, 7).addTo(sums, frame);
      for (int i = 0; i < sums.length; i++) {
        assertThat(sums[i]).isEqualTo(samples[i] + noise[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1})
  void ditherIsAddedToEachFrameByItself(double deviation) {
    FbankOptions plain = options("", "", "", 1);
    FbankOptions dithered = plain.withFrame(plain.frame().withDither(deviation, 7));
    Waveform silence = new Waveform(new float[560], 16000);
    Features features = new Fbank(dithered).compute(silence);
    for (int f = 0; f < 2; f++) {
      float[] frame = new float[400];
      new Dither(deviation, 7).addTo(frame, f);
      Features alone = new Fbank(plain).compute(new Waveform(frame, 16000));
      for (int b = 0; b < 23; b++) {
        // Frames with noise are computed in double, the others in float.
        assertThat(features.at(f, b)).isCloseTo(alone.at(0, b), within((float) FLOAT * 10));
      }
    }
    assertThat(silence.samples()).containsOnly(0);
  }

  @Test
  void errorsOfAResampledClipSpeakOfTheClip() {
    FbankOptions any = FbankOptions.STANDARD.withFrame(FrameOptions.STANDARD.withResampling());
    float[] samples = new float[4800];
    samples[3000] = Float.NaN;
    assertThatThrownBy(() -> new Fbank(any).compute(new Waveform(samples, 48000)))
        .hasMessage("sample 3000 is NaN, expected finite samples");
    // 1197 samples are 399 at 16 kHz, one more is 400.
    assertThatThrownBy(() -> new Fbank(any).compute(new Waveform(new float[1197], 48000)))
        .hasMessage("clip too short: found 1197 samples, expected at least 1198 for one frame");
    assertThat(new Fbank(any).compute(new Waveform(new float[1198], 48000)).frames()).isOne();
  }
}
