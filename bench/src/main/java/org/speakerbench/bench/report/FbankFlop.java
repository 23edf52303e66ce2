package org.speakerbench.bench.report;

import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;

/**
 * Floating-point operations of FBank, counted on the algorithm and not on the code: additions and
 * multiplications one each, a fused multiply-add two, moves and comparisons none. A frame of L =
 * 400 samples, padded to 2 N = 512 and transformed as N = 256 complex numbers, with B = 80 filters:
 *
 * <ul>
 *   <li>mean: L
 *   <li>pre-emphasis, x[i] - c x[i - 1]: 2 L
 *   <li>removing what is left of the mean, window: 2 L
 *   <li>FFT: log4 N stages of N / 4 butterflies of 8 complex additions (16), with 3 complex
 *       multiplications (18) in all stages but one, whose factors are 1
 *   <li>untangling, for each pair k and N - k: 4 additions, a complex multiplication (6), 4
 *       additions; the power of both: 6; k = 0 and k = N / 2: 5
 *   <li>mel filters: each of N - 1 powers has a weight in two filters: 4
 *   <li>logarithm of a filter to a float's precision, by a polynomial: 22
 * </ul>
 *
 * <p>14,877 a frame. What a kernel does beyond it to round less is not counted. Joined to
 * multiply-adds where the algorithm allows it, they are 11,586 instructions, so that 64% of the FMA
 * peak is the most that this count can reach.
 */
final class FbankFlop {
  private static final int BUTTERFLY = 16;
  private static final int TWIDDLES = 18;
  private static final int UNTANGLED_PAIR = 14;
  private static final int POWERS_OF_PAIR = 6;
  private static final int UNPAIRED = 5;
  private static final int LOGARITHM = 22;

  private FbankFlop() {}

  /** Of the standard front end for a clip of a length, ms. */
  static long of(int audioMs) {
    FrameOptions frame = FbankOptions.STANDARD.frame();
    long samples = BenchClip.samples(audioMs, frame.sampleRateHz());
    return ofFrame() * frame.count(Math.toIntExact(samples));
  }

  /** Of one frame. */
  static long ofFrame() {
    long length = FbankOptions.STANDARD.frame().length();
    long n = FbankOptions.STANDARD.frame().fftSize() / 2;
    long stages = Long.numberOfTrailingZeros(n) / 2;
    long samples = 5 * length;
    long fft = n / 4 * (stages * BUTTERFLY + (stages - 1) * TWIDDLES);
    long spectrum = (n / 2 - 1) * (UNTANGLED_PAIR + POWERS_OF_PAIR) + UNPAIRED;
    long filters = 4 * (n - 1) + LOGARITHM * FbankOptions.STANDARD.mel().bins();
    return samples + fft + spectrum + filters;
  }
}
