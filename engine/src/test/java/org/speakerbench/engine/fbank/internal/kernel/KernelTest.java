package org.speakerbench.engine.fbank.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.fbank.NaiveFbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.MelOptions;
import org.speakerbench.engine.fbank.config.WindowType;
import org.speakerbench.engine.fbank.internal.transform.MelBanks;

/**
 * Both kernels, each made by name: the tests run with the module of the Vector API, and fail
 * without it.
 */
class KernelTest {
  private static final int MOST_FRAMES = 300;

  private static FrameOptions frame(
      double shiftMs, double lengthMs, double preEmphasis, boolean dc, WindowType window) {
    return new FrameOptions(
        16000, shiftMs, lengthMs, 0, 0, preEmphasis, dc, window, 0.42, true, true, false, false);
  }

  static Stream<Arguments> options() {
    MelOptions few = new MelOptions(23, 0, 7000, 100, -500, 1);
    MelOptions most = new MelOptions(110, 60, 0, 100, -500, 1);
    Stream<Arguments> framings =
        Stream.of(
            Arguments.of(FbankOptions.STANDARD.frame(), FbankOptions.STANDARD.mel()),
            Arguments.of(frame(10, 20, 0.97, true, WindowType.HAMMING), few),
            Arguments.of(frame(10, 32, 0, true, WindowType.RECTANGULAR), few),
            Arguments.of(frame(2.9, 25, 0.5, false, WindowType.HANNING), few),
            Arguments.of(frame(2, 17, 1, true, WindowType.SINE), few),
            Arguments.of(frame(7.3, 25.1, 0.97, true, WindowType.BLACKMAN), few),
            Arguments.of(frame(25, 25, 0.97, true, WindowType.POVEY), few),
            Arguments.of(frame(40, 16.1, 0.9, true, WindowType.POVEY), few),
            Arguments.of(frame(10, 25, 0.97, true, WindowType.POVEY), most));
    Stream<Arguments> windows =
        Arrays.stream(WindowType.values())
            .map(window -> Arguments.of(frame(10, 25, 0.97, true, window), few));
    return Stream.concat(framings, windows);
  }

  @ParameterizedTest
  @MethodSource("options")
  void kernelsGiveTheSameBits(FrameOptions frame, MelOptions mel) {
    FbankOptions options = FbankOptions.STANDARD.withFrame(frame).withMel(mel);
    LogMelPlan plan = plan(options);
    LogMelKernel plain = new PlainKernel(plan);
    LogMelKernel vector = VectorKernels.load().create(plan);
    float[] samples = speechlike(3 + frame.length() + (MOST_FRAMES - 1) * frame.shift());
    float[] expected = new float[MOST_FRAMES * mel.bins()];
    assertThat(plain.compute(samples, 3, MOST_FRAMES, expected, 0)).isTrue();
    assertCorrect(options, samples, expected);
    for (int frames : new int[] {1, 2, 7, 8, 9, 15, 16, 17, 33, 127, 128, 129, MOST_FRAMES}) {
      for (LogMelKernel kernel : List.of(plain, vector)) {
        float[] actual = new float[5 + frames * mel.bins()];
        assertThat(kernel.compute(samples, 3, frames, actual, 5)).isTrue();
        for (int i = 0; i < frames * mel.bins(); i++) {
          assertThat(Float.floatToRawIntBits(actual[5 + i]))
              .as("%s, %d frames, value %d", kernel.getClass().getSimpleName(), frames, i)
              .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
      }
    }
  }

  private static void assertCorrect(FbankOptions options, float[] samples, float[] found) {
    int shift = options.frame().shift();
    int bins = options.mel().bins();
    float[] few = Arrays.copyOfRange(samples, 3, 3 + options.frame().length() + 2 * shift);
    double[][] expected = NaiveFbank.compute(options, few);
    for (int f = 0; f < expected.length; f++) {
      for (int b = 0; b < bins; b++) {
        assertThat((double) found[f * bins + b])
            .as("frame %d bin %d", f, b)
            .isCloseTo(expected[f][b], org.assertj.core.api.Assertions.within(1e-3));
      }
    }
  }

  /** A sum of tones, noise and an offset, with values that 16 bits do not hold. */
  private static float[] speechlike(int count) {
    Random random = new Random(3);
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      double tones = 0.2 * Math.sin(i * 0.05) + 0.1 * Math.sin(i * 0.31) + 0.02 * Math.sin(i * 1.7);
      samples[i] = (float) (tones + 0.01 * random.nextGaussian() + 0.1);
    }
    return samples;
  }

  static LogMelPlan plan(FbankOptions options) {
    return LogMelPlan.of(
        options, MelBanks.of(options.mel(), options.sampleRateHz(), options.frame().fftSize()));
  }
}
