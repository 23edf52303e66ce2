package org.speakerbench.engine.fbank.internal.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * Power spectrum of real frames of any even length: the frames that are not padded to a power of
 * two.
 *
 * <p>The complex transform of half the length is Stockham's, one stage per prime factor, from one
 * half of the buffer to the other and back, so that outputs are in order. A stage of radix r costs
 * r multiplications a value: fast for lengths with small factors, as 400 and 1200 samples have, and
 * correct for all.
 */
final class MixedRadixFft implements PowerSpectrum {
  private final int size;

  /** Complex length. */
  private final int half;

  private final int[] radices;

  /** exp(-2 pi i k / half) for k = 0 .. half - 1. */
  private final double[] cos;

  private final double[] sin;
  private final Untangling untangling;

  MixedRadixFft(int size) {
    if (size < 2 || size % 2 != 0) {
      throw new IllegalArgumentException("FFT size " + size + ", expected an even one from 2");
    }
    this.size = size;
    half = size / 2;
    radices = primeFactors(half);
    cos = new double[half];
    sin = new double[half];
    for (int k = 0; k < half; k++) {
      cos[k] = Math.cos(2 * Math.PI * k / half);
      sin[k] = -Math.sin(2 * Math.PI * k / half);
    }
    int result = radices.length % 2 == 0 ? 0 : size;
    int[] position = new int[half];
    for (int k = 0; k < half; k++) {
      position[k] = result + 2 * k;
    }
    untangling = new Untangling(position);
  }

  private static int[] primeFactors(int number) {
    List<Integer> factors = new ArrayList<>();
    int rest = number;
    for (int factor = 2; rest > 1; factor++) {
      for (; rest % factor == 0; rest /= factor) {
        factors.add(factor);
      }
    }
    return factors.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int bufferSize() {
    return 2 * size;
  }

  @Override
  public void compute(double[] z, double[] power) {
    int stride = 1;
    int from = 0;
    int to = size;
    for (int radix : radices) {
      stage(z, from, to, radix, stride);
      stride *= radix;
      int swapped = from;
      from = to;
      to = swapped;
    }
    untangling.power(z, power);
  }

  /**
   * {@code stride} interleaved transforms of {@code half / stride} values each: butterflies of the
   * radix, then the twiddle factors of the next, shorter transforms.
   */
  private void stage(double[] z, int from, int to, int radix, int stride) {
    int next = half / stride / radix;
    for (int p = 0; p < next; p++) {
      for (int q = 0; q < stride; q++) {
        for (int k = 0; k < radix; k++) {
          double re = 0;
          double im = 0;
          for (int j = 0; j < radix; j++) {
            int at = from + 2 * (q + stride * (p + next * j));
            int root = root(j * (long) k, radix, half);
            re += z[at] * cos[root] - z[at + 1] * sin[root];
            im += z[at] * sin[root] + z[at + 1] * cos[root];
          }
          int twiddle = p * k * stride;
          int out = to + 2 * (q + stride * (radix * p + k));
          z[out] = re * cos[twiddle] - im * sin[twiddle];
          z[out + 1] = re * sin[twiddle] + im * cos[twiddle];
        }
      }
    }
  }

  /** Index of exp(-2 pi i power / radix) among the roots of unity of order half. */
  static int root(long power, int radix, int half) {
    return (int) (power % radix) * (half / radix);
  }
}
