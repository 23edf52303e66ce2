package org.speakerbench.engine.fbank.internal.transform;

/**
 * Power spectrum of real frames whose length is a power of two.
 *
 * <p>The frame is read as half as many complex numbers (even samples real, odd imaginary; so they
 * lie in memory), goes through a complex FFT, decimation in frequency, radix 4 with one radix-2
 * step where the length asks for it, in place, and is untangled. The output order of the FFT is
 * undone by the index table of the untangling step, so nothing is ever reordered in memory.
 */
final class RealFft implements PowerSpectrum {
  /** Complex length: half the frame. */
  private final int half;

  /** Per radix-4 stage: cos and sin of j, 2j and 3j times 2 pi / span, interleaved. */
  private final double[][] stageTwiddles;

  private final boolean radix2;

  private final Untangling untangling;

  RealFft(int size) {
    if (size < 4 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("FFT size " + size + ", expected a power of two from 4");
    }
    half = size / 2;
    int log2 = Integer.numberOfTrailingZeros(half);
    radix2 = (log2 & 1) == 1;
    stageTwiddles = new double[log2 / 2][];
    int span = half;
    for (int stage = 0; stage < stageTwiddles.length; stage++, span /= 4) {
      stageTwiddles[stage] = twiddles(span);
    }
    untangling = new Untangling(positions(half, stageTwiddles.length, radix2));
  }

  private static double[] twiddles(int span) {
    double[] table = new double[span / 4 * 6];
    for (int j = 0; j < span / 4; j++) {
      for (int power = 1; power <= 3; power++) {
        double angle = 2 * Math.PI * j * power / span;
        table[6 * j + 2 * (power - 1)] = Math.cos(angle);
        table[6 * j + 2 * (power - 1) + 1] = Math.sin(angle);
      }
    }
    return table;
  }

  /** Index of the real part of each output after the FFT. */
  private static int[] positions(int half, int stages, boolean radix2) {
    int[] position = new int[half];
    for (int k = 0; k < half; k++) {
      int rest = k;
      int span = half;
      int at = 0;
      for (int stage = 0; stage < stages; stage++) {
        span /= 4;
        at += (rest & 3) * span;
        rest >>= 2;
      }
      position[k] = 2 * (radix2 ? at + rest : at);
    }
    return position;
  }

  @Override
  public int bufferSize() {
    return 2 * half;
  }

  @Override
  public void compute(double[] z, double[] power) {
    int span = half;
    for (double[] twiddles : stageTwiddles) {
      if (span == 4) {
        lastRadix4(z);
      } else if (span == 16) {
        for (int j = 0; j < 4; j++) {
          radix4Span16(z, j, twiddles);
        }
      } else {
        for (int block = 0; block < half; block += span) {
          radix4(z, block, span / 4, twiddles);
        }
      }
      span /= 4;
    }
    if (radix2) {
      lastRadix2(z);
    }
    untangling.power(z, power);
  }

  /**
   * Butterflies of one block: {@code first} is its first element, {@code quarter} their distance.
   */
  private static void radix4(double[] z, int first, int quarter, double[] w) {
    int step = 2 * quarter;
    int end = 2 * first + step;
    for (int a = 2 * first, t = 0; a < end; a += 2, t += 6) {
      int b = a + step;
      int c = b + step;
      int d = c + step;
      double sumAcRe = z[a] + z[c];
      double sumAcIm = z[a + 1] + z[c + 1];
      double difAcRe = z[a] - z[c];
      double difAcIm = z[a + 1] - z[c + 1];
      double sumBdRe = z[b] + z[d];
      double sumBdIm = z[b + 1] + z[d + 1];
      double difBdRe = z[b] - z[d];
      double difBdIm = z[b + 1] - z[d + 1];
      z[a] = sumAcRe + sumBdRe;
      z[a + 1] = sumAcIm + sumBdIm;
      // Forward transform: times -i for the odd outputs, then times exp(-i angle).
      double oneRe = difAcRe + difBdIm;
      double oneIm = difAcIm - difBdRe;
      z[b] = oneRe * w[t] + oneIm * w[t + 1];
      z[b + 1] = oneIm * w[t] - oneRe * w[t + 1];
      double twoRe = sumAcRe - sumBdRe;
      double twoIm = sumAcIm - sumBdIm;
      z[c] = twoRe * w[t + 2] + twoIm * w[t + 3];
      z[c + 1] = twoIm * w[t + 2] - twoRe * w[t + 3];
      double threeRe = difAcRe - difBdIm;
      double threeIm = difAcIm + difBdRe;
      z[d] = threeRe * w[t + 4] + threeIm * w[t + 5];
      z[d + 1] = threeIm * w[t + 4] - threeRe * w[t + 5];
    }
  }

  /**
   * Butterfly {@code j} of every block of 16: the factors are loaded once, and the compiler sees
   * one long loop of constant stride instead of many of four steps.
   */
  private static void radix4Span16(double[] z, int j, double[] w) {
    double oneCos = w[6 * j];
    double oneSin = w[6 * j + 1];
    double twoCos = w[6 * j + 2];
    double twoSin = w[6 * j + 3];
    double threeCos = w[6 * j + 4];
    double threeSin = w[6 * j + 5];
    for (int a = 2 * j; a < z.length - 24; a += 32) {
      double sumAcRe = z[a] + z[a + 16];
      double sumAcIm = z[a + 1] + z[a + 17];
      double difAcRe = z[a] - z[a + 16];
      double difAcIm = z[a + 1] - z[a + 17];
      double sumBdRe = z[a + 8] + z[a + 24];
      double sumBdIm = z[a + 9] + z[a + 25];
      double difBdRe = z[a + 8] - z[a + 24];
      double difBdIm = z[a + 9] - z[a + 25];
      z[a] = sumAcRe + sumBdRe;
      z[a + 1] = sumAcIm + sumBdIm;
      double oneRe = difAcRe + difBdIm;
      double oneIm = difAcIm - difBdRe;
      z[a + 8] = oneRe * oneCos + oneIm * oneSin;
      z[a + 9] = oneIm * oneCos - oneRe * oneSin;
      double twoRe = sumAcRe - sumBdRe;
      double twoIm = sumAcIm - sumBdIm;
      z[a + 16] = twoRe * twoCos + twoIm * twoSin;
      z[a + 17] = twoIm * twoCos - twoRe * twoSin;
      double threeRe = difAcRe - difBdIm;
      double threeIm = difAcIm + difBdRe;
      z[a + 24] = threeRe * threeCos + threeIm * threeSin;
      z[a + 25] = threeIm * threeCos - threeRe * threeSin;
    }
  }

  /** The same for blocks of 4, where all factors are 1. */
  private static void lastRadix4(double[] z) {
    for (int a = 0; a < z.length; a += 8) {
      double sumAcRe = z[a] + z[a + 4];
      double sumAcIm = z[a + 1] + z[a + 5];
      double difAcRe = z[a] - z[a + 4];
      double difAcIm = z[a + 1] - z[a + 5];
      double sumBdRe = z[a + 2] + z[a + 6];
      double sumBdIm = z[a + 3] + z[a + 7];
      double difBdRe = z[a + 2] - z[a + 6];
      double difBdIm = z[a + 3] - z[a + 7];
      z[a] = sumAcRe + sumBdRe;
      z[a + 1] = sumAcIm + sumBdIm;
      z[a + 2] = difAcRe + difBdIm;
      z[a + 3] = difAcIm - difBdRe;
      z[a + 4] = sumAcRe - sumBdRe;
      z[a + 5] = sumAcIm - sumBdIm;
      z[a + 6] = difAcRe - difBdIm;
      z[a + 7] = difAcIm + difBdRe;
    }
  }

  private static void lastRadix2(double[] z) {
    for (int a = 0; a < z.length; a += 4) {
      double differenceRe = z[a] - z[a + 2];
      double differenceIm = z[a + 1] - z[a + 3];
      z[a] += z[a + 2];
      z[a + 1] += z[a + 3];
      z[a + 2] = differenceRe;
      z[a + 3] = differenceIm;
    }
  }
}
