package org.speakerbench.engine.fbank.internal.kernel;

import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.internal.transform.MelBanks;
import org.speakerbench.engine.fbank.internal.transform.Window;

/**
 * Tables of the log-mel filter bank in float arithmetic: what {@link LogMelKernel}s share, and the
 * definition of the operations that all of them do in the same order.
 *
 * <p>Per frame of samples x, with m = -(1 - c) times their mean:
 *
 * <pre>
 * h[i] = fma(-high c, x[i - 1], x[i]) + high m        x[0] for x[-1]
 * l[i] = fma(-low c, x[i - 1], low m)
 * v[i] = fma(high w[i], h[i], fma(low w[i], h[i], high w[i] * l[i]))
 * z[n] = (v[2n], v[2n + 1])                           256 complex values, zeros after the frame
 * Z = FFT(z)                                          16 x 16, each 16 as radix 4 x 4
 * P[k] = |2 X[k]|^2, or |X[k]|^2 for k = 0 and 128     spectrum of v from Z, k = 0 .. 255
 * energy[b] = fma(weight, P[k], energy[b])            for each k of the filter, from 0
 * ln(max(energy[b], 2^-23))                           FloatLog
 * </pre>
 *
 * <p>That is removal of the mean, pre-emphasis with the coefficient c and the window w, rounded
 * once: c, m and w are pairs of floats, high c is a multiple of 2^-8 and high m of 2^-23, so that h
 * is exact for samples of 16 bits; where the mean is 1 or more the samples are integers, and high m
 * is a multiple of 2^-8. Rounding is white noise in the spectrum, and shows in the bins that have
 * least energy; rounding each step made the largest errors a quarter larger.
 *
 * <p>The {@link SampleScale} is part of w. As it is a power of two and high m is rounded as that of
 * samples that were multiplied by it, all bits are those of such samples.
 *
 * <p>The FFT: n = 16 n1 + n2, k = k1 + 16 k2. For each n2 a 16-point transform over n1 gives k1,
 * its values are turned by exp(-2 pi i n2 k1 / 256), and for each k1 a 16-point transform over n2
 * gives k2. A 16-point transform of m = 4a + b to j = c + 4d is radix 4 over a, a turn by exp(-2 pi
 * i b c / 16), and radix 4 over b. All in place, so that output j lies at 4 (j mod 4) + j / 4.
 */
public final class LogMelPlan {
  /** Points of the FFT, the only size this is for: 257 to 512 samples a frame. */
  static final int FFT_SIZE = 512;

  /** Length of the complex FFT. */
  static final int COMPLEX = FFT_SIZE / 2;

  /** Radix of its two steps. */
  static final int RADIX = 16;

  /** Most whole shifts in a frame: with 400 samples a shift of 45, or 2.8 ms. */
  static final int MOST_SHIFTS = 8;

  static final float ENERGY_FLOOR = Math.ulp(1f);

  final int length;
  final int shift;
  final int bins;

  /** -c in two parts: a multiple of 1/256 and the rest. */
  final float previousHigh;

  final float previousLow;

  /** The sum of a frame's samples times this is m. */
  private final double meanFactor;

  /** The sum of samples whose mean is 1, which samples in [-1, 1) have not, at the scale. */
  private final double sumOfOnes;

  /** At this size, doubles are the multiples that high m is one of, below that sum and above. */
  private final double fineAligner;

  private final double coarseAligner;

  /** [512] each, zeros after the frame. */
  final float[] windowHigh = new float[FFT_SIZE];

  final float[] windowLow = new float[FFT_SIZE];

  /** cos and sin of 2 pi b c / 16, at 4b + c. */
  final float[] innerCos = new float[16];

  final float[] innerSin = new float[16];

  /** cos and sin of 2 pi n2 k1 / 256, at 16 n2 + position of k1. */
  final float[] middleCos = new float[COMPLEX];

  final float[] middleSin = new float[COMPLEX];

  /** cos and sin of pi k / 256, [129]. */
  final float[] untangleCos = new float[COMPLEX / 2 + 1];

  final float[] untangleSin = new float[COMPLEX / 2 + 1];

  /** First spectrum bin of each mel filter, and the end of its weights in {@link #weights}. */
  final int[] firstBin;

  final int[] weightEnd;

  /** Weights of all filters, one after the other. */
  final float[] weights = new float[2 * COMPLEX];

  private LogMelPlan(FbankOptions options, MelBanks mel) {
    FrameOptions frame = options.frame();
    length = frame.length();
    shift = frame.shift();
    bins = options.mel().bins();
    double preEmphasis = frame.preEmphasis();
    previousHigh = (float) -(Math.rint(preEmphasis * 256) / 256);
    previousLow = (float) (-preEmphasis - previousHigh);
    meanFactor = frame.removeDcOffset() ? -(1 - preEmphasis) / length : 0;
    int fullScale = options.scale().factor();
    sumOfOnes = (double) length / fullScale;
    fineAligner = 0x1.8p29 / fullScale;
    coarseAligner = 0x1.8p44 / fullScale;
    double[] window = Window.coefficients(frame);
    for (int i = 0; i < length; i++) {
      double coefficient = fullScale * window[i];
      windowHigh[i] = (float) coefficient;
      windowLow[i] = (float) (coefficient - windowHigh[i]);
    }
    for (int i = 0; i < 16; i++) {
      innerCos[i] = (float) Math.cos(2 * Math.PI * (i / 4) * (i % 4) / 16);
      innerSin[i] = (float) Math.sin(2 * Math.PI * (i / 4) * (i % 4) / 16);
    }
    for (int n2 = 0; n2 < RADIX; n2++) {
      for (int k1 = 0; k1 < RADIX; k1++) {
        double angle = 2 * Math.PI * n2 * k1 / COMPLEX;
        middleCos[RADIX * n2 + position16(k1)] = (float) Math.cos(angle);
        middleSin[RADIX * n2 + position16(k1)] = (float) Math.sin(angle);
      }
    }
    for (int k = 0; k < untangleCos.length; k++) {
      untangleCos[k] = (float) Math.cos(Math.PI * k / COMPLEX);
      untangleSin[k] = (float) Math.sin(Math.PI * k / COMPLEX);
    }
    firstBin = new int[bins];
    weightEnd = new int[bins];
    int end = 0;
    for (int b = 0; b < bins; b++) {
      firstBin[b] = mel.start(b);
      for (int k = mel.start(b); k < mel.end(b); k++) {
        // P is four times the power, but for two bins.
        double scale = k % (COMPLEX / 2) == 0 ? 1 : 0.25;
        weights[end++] = (float) (scale * mel.weight(b, k));
      }
      weightEnd[b] = end;
    }
  }

  /** Whether some options are computed in this way; the others by {@link DoubleEngine}. */
  public static boolean covers(FbankOptions options) {
    FrameOptions frame = options.frame();
    return frame.fftSize() == FFT_SIZE
        && (frame.length() - 1) / frame.shift() <= MOST_SHIFTS
        && frame.dither() == 0
        && !options.mel().warps()
        && !options.mel().htkMode()
        && !options.useEnergy()
        && options.useLog()
        && options.usePower();
  }

  /**
   * The plan of some options.
   *
   * @throws IllegalArgumentException unless it {@link #covers} them
   */
  public static LogMelPlan of(FbankOptions options, MelBanks mel) {
    if (!covers(options)) {
      throw new IllegalArgumentException("not for " + options);
    }
    return new LogMelPlan(options, mel);
  }

  /** The plan of {@link FbankOptions#STANDARD}. */
  static LogMelPlan standard() {
    FbankOptions options = FbankOptions.STANDARD;
    return of(
        options, MelBanks.of(options.mel(), options.sampleRateHz(), options.frame().fftSize()));
  }

  /** Where output j of a 16-point transform lies. */
  static int position16(int j) {
    return 4 * (j % 4) + j / 4;
  }

  /** Where Z[k] lies among the 256, n1 or k1 before n2 or k2. */
  static int position(int k) {
    return RADIX * position16(k % RADIX) + position16(k / RADIX);
  }

  /** High part of m for a frame with some sum of samples. */
  float meanHigh(double sum) {
    double aligner = Math.abs(sum) < sumOfOnes ? fineAligner : coarseAligner;
    return (float) (sum * meanFactor + aligner - aligner);
  }

  /** Low part of m. */
  float meanLow(double sum) {
    return (float) (sum * meanFactor - meanHigh(sum));
  }

  /** Whole shifts in a frame but its last part: 2 for 400 samples every 160. */
  int wholeShifts() {
    return (length - 1) / shift;
  }
}
