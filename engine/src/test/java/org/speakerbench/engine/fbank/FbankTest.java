package org.speakerbench.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.MelOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.config.WindowType;

class FbankTest {
  private static final int RATE = 16000;

  private static Waveform noise(int samples) {
    Random random = new Random(7);
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = (float) (random.nextGaussian() * 0.1);
    }
    return new Waveform(values, RATE);
  }

  @ParameterizedTest
  @CsvSource({"400,1", "559,1", "560,2", "719,2", "720,3", "48000,298", "160000,998"})
  void framesOfAClip(int samples, int frames) {
    Features features = new Fbank(FbankOptions.STANDARD).compute(noise(samples));
    assertThat(features.frames()).isEqualTo(frames);
    assertThat(features.bins()).isEqualTo(80);
  }

  @Test
  void silenceIsTheFloor() {
    Features features =
        new Fbank(FbankOptions.STANDARD).compute(new Waveform(new float[560], RATE));
    assertThat(features.data()).containsOnly((float) Math.log(1.1920928955078125e-7));
  }

  @Test
  void aConstantIsRemovedAsDcOffset() {
    Waveform clip = noise(4000);
    float[] shifted = clip.samples().clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 0.25f;
    }
    Features a = new Fbank(FbankOptions.STANDARD).compute(clip);
    Features b = new Fbank(FbankOptions.STANDARD).compute(new Waveform(shifted, RATE));
    for (int i = 0; i < a.data().length; i++) {
      assertThat(b.data()[i]).isCloseTo(a.data()[i], within(1e-3f));
    }
  }

  @ParameterizedTest
  @EnumSource(FbankProvider.class)
  void aFrameDoesNotDependOnItsPosition(FbankProvider provider) {
    Waveform clip = noise(24000);
    Fbank fbank = new Fbank(FbankOptions.STANDARD, provider);
    Features all = fbank.compute(clip);
    for (int f = 0; f < all.frames(); f++) {
      float[] part = java.util.Arrays.copyOfRange(clip.samples(), f * 160, f * 160 + 400);
      Features one = fbank.compute(new Waveform(part, RATE));
      for (int b = 0; b < 80; b++) {
        assertThat(one.at(0, b)).isEqualTo(all.at(f, b));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FbankProvider.class)
  void manyThreadsGetTheSameBits(FbankProvider provider) throws Exception {
    Fbank fbank = new Fbank(FbankOptions.STANDARD, provider);
    Waveform clip = noise(16000);
    float[] expected = fbank.compute(clip).data();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> task = () -> fbank.compute(clip).data();
      List<Future<float[]>> results =
          pool.invokeAll(Stream.generate(() -> task).limit(64).toList());
      for (Future<float[]> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void allocatesItsResultOnly() {
    Fbank fbank = new Fbank(FbankOptions.STANDARD, FbankProvider.PLAIN);
    Waveform clip = noise(160000);
    long result = 998 * 80L * Float.BYTES;
    assertThat(allocated(() -> fbank.compute(clip))).isBetween(result, result + 64);
  }

  @ParameterizedTest
  @CsvSource({"povey, true", "hamming, false"})
  void allocatesNothingWithTheCallersArray(String window, boolean useLog) {
    FbankOptions standard = FbankOptions.STANDARD;
    FbankOptions options =
        new FbankOptions(
            standard.frame().withWindow(WindowType.valueOf(window.toUpperCase(Locale.ROOT))),
            standard.mel(),
            SampleScale.UNIT,
            false,
            0,
            true,
            false,
            useLog,
            true);
    Fbank fbank = new Fbank(options, FbankProvider.PLAIN);
    Waveform clip = noise(16000);
    float[] out = new float[98 * 80];
    assertThat(allocated(() -> fbank.compute(clip, out))).isZero();
    assertThat(out).isEqualTo(fbank.compute(clip).data());
  }

  @Test
  void theCallersArrayMustHoldTheFeatures() {
    Fbank fbank = new Fbank(FbankOptions.STANDARD);
    assertThat(fbank.compute(noise(16000), new float[98 * 80 + 1])).isEqualTo(98);
    assertThatThrownBy(() -> fbank.compute(noise(16000), new float[98 * 80 - 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("array of 7839 values for 98 frames of 80");
  }

  private static long allocated(Runnable call) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      call.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void aClipShorterThanAFrameIsTooShort() {
    assertThatThrownBy(() -> new Fbank(FbankOptions.STANDARD).compute(noise(399)))
        .isInstanceOfSatisfying(
            ClipTooShortException.class,
            e -> {
              assertThat(e.found()).isEqualTo(399);
              assertThat(e.minimum()).isEqualTo(400);
            })
        .hasMessageContaining("399")
        .hasMessageContaining("400");
  }

  @Test
  void anotherSampleRateIsRefused() {
    assertThatThrownBy(
            () -> new Fbank(FbankOptions.STANDARD).compute(new Waveform(new float[8000], 8000)))
        .isInstanceOfSatisfying(
            SampleRateException.class,
            e -> {
              assertThat(e.foundHz()).isEqualTo(8000);
              assertThat(e.expectedHz()).isEqualTo(16000);
              assertThat(e.setting()).contains(Setting.RESAMPLING);
              assertThat(e.message(setting -> "-r"))
                  .isEqualTo(
                      "sample rate is 8000 Hz, expected 16000 Hz (sample_freq), or leave to"
                          + " resample it (allow_up_sample, -r)");
            });
  }

  @ParameterizedTest
  @EnumSource(FbankProvider.class)
  void energiesBeyondAFloatAreRefused(FbankProvider provider) {
    Waveform clip = noise(4000);
    clip.samples()[1234] = -1e19f;
    assertThatThrownBy(() -> new Fbank(FbankOptions.STANDARD, provider).compute(clip))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "sample 1234 is -1.0E19, expected samples in [-1, 1): the energies are beyond what a"
                + " float holds");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aSampleThatIsNotFiniteIsRefused(float bad) {
    Waveform clip = noise(4000);
    clip.samples()[1234] = bad;
    assertThatThrownBy(() -> new Fbank(FbankOptions.STANDARD).compute(clip))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("sample 1234 is " + bad + ", expected finite samples");
  }

  @Test
  void tooManyBinsForTheTransformAreRefused() {
    FbankOptions o = FbankOptions.STANDARD.withMel(new MelOptions(200, 20, 0, 100, -500, 1));
    assertThatThrownBy(() -> new Fbank(o)).hasMessageContaining("num_bins is 200");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3919})
  void aSampleThatIsNotFiniteIsFoundAtBothEnds(int index) {
    Waveform clip = noise(3920);
    clip.samples()[index] = Float.NaN;
    assertThatThrownBy(() -> new Fbank(FbankOptions.STANDARD).compute(clip))
        .hasMessage("sample " + index + " is NaN, expected finite samples");
  }

  /** The edge of a filter does not count, so a spectrum bin that lies there leaves it empty. */
  @ParameterizedTest
  @CsvSource({"32, 200, 0", "31.25, 200, 0", "20, 200, 2"})
  void theFirstFilterThatCoversNothingIsNamed(double lowHz, int bins, int empty) {
    MelOptions mel = new MelOptions(bins, lowHz, 0, 100, -500, 1);
    assertThatThrownBy(() -> new Fbank(FbankOptions.STANDARD.withMel(mel)))
        .hasMessage(
            "num_bins is 200, expected fewer: with an FFT of 512 points mel filter "
                + empty
                + " covers no frequency");
  }

  /** Frames of four seconds with 5000 bins, one for each sample: nothing of it is computed. */
  @Test
  void moreFeaturesThanAnArrayHoldsAreRefused() {
    FrameOptions frame =
        new FrameOptions(
            RATE, 0.0625, 4096, 0, 0, 0, false, WindowType.POVEY, 0, true, true, false, false);
    FbankOptions options =
        new FbankOptions(
            frame,
            new MelOptions(5000, 20, 0, 100, -500, 1),
            SampleScale.UNIT,
            false,
            0,
            true,
            false,
            true,
            true);
    Waveform clip = new Waveform(new float[65_536 + 429_496], RATE);
    assertThatThrownBy(() -> new Fbank(options).compute(clip))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "clip too long: found 429497 frames of 5000 values, expected at most 429496 frames");
  }

  @Test
  void anEnergyFloorAboveMostFramesWarnsOnce() {
    FbankOptions o = FbankOptions.STANDARD;
    FbankOptions floored =
        new FbankOptions(o.frame(), o.mel(), o.scale(), true, 5, true, false, true, true);
    Fbank fbank = new Fbank(floored); // noise has an energy of 4 a frame
    String log =
        LogCapture.of(
            () -> {
              fbank.compute(noise(3000)); // 17 frames: too few to tell
              fbank.compute(noise(16000));
              fbank.compute(noise(16000));
            });
    assertThat(log)
        .containsOnlyOnce("energy_floor 5.0 is above the energy of 1")
        .contains(" of 115 frames, whose energy column is constant then")
        .contains("at sample_scale 1, expected less, or 0 for none");
  }

  @Test
  void anEnergyFloorBelowSoundAndAboveDigitalSilenceIsSilent() {
    FbankOptions o = FbankOptions.STANDARD;
    FbankOptions floored =
        new FbankOptions(o.frame(), o.mel(), SampleScale.INT16, true, 1, true, false, true, true);
    assertThat(
            LogCapture.of(
                () -> {
                  new Fbank(floored).compute(noise(16000));
                  new Fbank(floored).compute(new Waveform(new float[16000], RATE));
                }))
        .isEmpty();
  }

  @Test
  void aWarpThatFoldsAllFiltersAwayIsRefused() {
    FbankOptions o = FbankOptions.STANDARD;
    FbankOptions folded = o.withMel(o.mel().withVtlnWarp(80));
    assertThatThrownBy(() -> new Fbank(folded))
        .hasMessageContaining(
            "num_bins is 80, expected fewer, or a vtln_warp nearer to 1: with an");
  }

  @Test
  void knowsItsOptions() {
    assertThat(new Fbank(FbankOptions.STANDARD).options()).isSameAs(FbankOptions.STANDARD);
  }

  @Test
  void tooFewFramesForAModelAreNamed() {
    assertThat(ClipTooShortException.frames("campplus", 1, 3))
        .hasMessage("clip too short: found 1 frame, expected at least 3 for campplus");
    ClipTooShortException two = ClipTooShortException.frames("campplus", 2, 3);
    assertThat(two).hasMessage("clip too short: found 2 frames, expected at least 3 for campplus");
    assertThat(two.found()).isEqualTo(2);
    assertThat(two.minimum()).isEqualTo(3);
  }

  @Test
  void featuresFitTheirArray() {
    float[] six = new float[6];
    assertThat(new Features(2, 3, six)).hasToString("Features[2, 3]");
    assertThat(new Features(1, 3, six).at(0, 2)).isZero();
    assertThat(new Features(0, 1, six).frames()).isZero();
    for (int[] shape : new int[][] {{-1, 3}, {0, 0}, {2, 0}, {2, -3}, {3, 3}, {7, 1}}) {
      assertThatThrownBy(() -> new Features(shape[0], shape[1], six))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("features of [" + shape[0] + ", " + shape[1] + "] do not fit 6 values");
    }
    assertThatThrownBy(() -> new Features(65_536, 65_536, six)).hasMessageContaining("do not fit");
  }

  @Test
  void meanNormalisationIsAStepOfItsOwn() {
    Features raw = new Features(3, 2, new float[] {1, 10, 2, 20, 6, 60});
    assertThat(raw.meanNormalized().data()).containsExactly(-2, -20, -1, -10, 3, 30);
    assertThat(raw.data()).containsExactly(1, 10, 2, 20, 6, 60);
  }
}
