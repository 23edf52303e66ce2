package org.speakerbench.engine.fbank;

/**
 * Power spectrum of real frames whose length is a power of two.
 *
 * <p>The frame is read as half as many complex numbers (even samples real, odd imaginary), goes
 * through a complex FFT, decimation in frequency, radix 4 with one radix-2 step where the length
 * asks for it, in place, and is untangled. The output order of the FFT is undone by the index table
 * of the untangling step, so nothing is ever reordered in memory. Immutable; callers bring the
 * buffers.
 */
final class RealFft {
  /** Complex length: half the frame. */
  private final int half;

  /** Per radix-4 stage: cos and sin of j, 2j and 3j times 2 pi / span, interleaved. */
  private final double[][] stageTwiddles;

  private final boolean radix2;

  /** Where the FFT leaves output {@code k}. */
  private final int[] position;

  private final double[] untangleCos;
  private final double[] untangleSin;

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
    position = positions(half, stageTwiddles.length, radix2);
    untangleCos = new double[half / 2 + 1];
    untangleSin = new double[half / 2 + 1];
    for (int k = 0; k <= half / 2; k++) {
      untangleCos[k] = Math.cos(Math.PI * k / half);
      untangleSin[k] = Math.sin(Math.PI * k / half);
    }
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
      position[k] = radix2 ? at + rest : at;
    }
    return position;
  }

  /**
   * Power |X[k]|^2 for k = 0 .. size / 2.
   *
   * @param re even samples of the frame, [size / 2]; overwritten
   * @param im odd samples of the frame, [size / 2]; overwritten
   * @param power receives [size / 2 + 1]
   */
  void powerSpectrum(double[] re, double[] im, double[] power) {
    int span = half;
    for (double[] twiddles : stageTwiddles) {
      if (span == 4) {
        lastRadix4(re, im);
      } else {
        for (int block = 0; block < half; block += span) {
          radix4(re, im, block, span / 4, twiddles);
        }
      }
      span /= 4;
    }
    if (radix2) {
      lastRadix2(re, im);
    }
    untangle(re, im, power);
  }

  private static void radix4(double[] re, double[] im, int block, int quarter, double[] w) {
    int b = block + quarter;
    int c = b + quarter;
    int d = c + quarter;
    for (int j = 0, t = 0; j < quarter; j++, t += 6) {
      double sumAcRe = re[block + j] + re[c + j];
      double sumAcIm = im[block + j] + im[c + j];
      double difAcRe = re[block + j] - re[c + j];
      double difAcIm = im[block + j] - im[c + j];
      double sumBdRe = re[b + j] + re[d + j];
      double sumBdIm = im[b + j] + im[d + j];
      double difBdRe = re[b + j] - re[d + j];
      double difBdIm = im[b + j] - im[d + j];
      re[block + j] = sumAcRe + sumBdRe;
      im[block + j] = sumAcIm + sumBdIm;
      // Forward transform: times -i for the odd outputs, then times exp(-i angle).
      double oneRe = difAcRe + difBdIm;
      double oneIm = difAcIm - difBdRe;
      re[b + j] = oneRe * w[t] + oneIm * w[t + 1];
      im[b + j] = oneIm * w[t] - oneRe * w[t + 1];
      double twoRe = sumAcRe - sumBdRe;
      double twoIm = sumAcIm - sumBdIm;
      re[c + j] = twoRe * w[t + 2] + twoIm * w[t + 3];
      im[c + j] = twoIm * w[t + 2] - twoRe * w[t + 3];
      double threeRe = difAcRe - difBdIm;
      double threeIm = difAcIm + difBdRe;
      re[d + j] = threeRe * w[t + 4] + threeIm * w[t + 5];
      im[d + j] = threeIm * w[t + 4] - threeRe * w[t + 5];
    }
  }

  private void lastRadix4(double[] re, double[] im) {
    for (int a = 0; a < half; a += 4) {
      double sumAcRe = re[a] + re[a + 2];
      double sumAcIm = im[a] + im[a + 2];
      double difAcRe = re[a] - re[a + 2];
      double difAcIm = im[a] - im[a + 2];
      double sumBdRe = re[a + 1] + re[a + 3];
      double sumBdIm = im[a + 1] + im[a + 3];
      double difBdRe = re[a + 1] - re[a + 3];
      double difBdIm = im[a + 1] - im[a + 3];
      re[a] = sumAcRe + sumBdRe;
      im[a] = sumAcIm + sumBdIm;
      re[a + 1] = difAcRe + difBdIm;
      im[a + 1] = difAcIm - difBdRe;
      re[a + 2] = sumAcRe - sumBdRe;
      im[a + 2] = sumAcIm - sumBdIm;
      re[a + 3] = difAcRe - difBdIm;
      im[a + 3] = difAcIm + difBdRe;
    }
  }

  private void lastRadix2(double[] re, double[] im) {
    for (int a = 0; a < half; a += 2) {
      double differenceRe = re[a] - re[a + 1];
      double differenceIm = im[a] - im[a + 1];
      re[a] += re[a + 1];
      im[a] += im[a + 1];
      re[a + 1] = differenceRe;
      im[a + 1] = differenceIm;
    }
  }

  /** X[k] = E + exp(-i pi k / half) O with E, O the spectra of the even and the odd samples. */
  private void untangle(double[] re, double[] im, double[] power) {
    double even = re[0];
    double odd = im[0];
    power[0] = (even + odd) * (even + odd);
    power[half] = (even - odd) * (even - odd);
    for (int k = 1; k <= half / 2; k++) {
      int p = position[k];
      int q = position[half - k];
      double evenRe = 0.5 * (re[p] + re[q]);
      double evenIm = 0.5 * (im[p] - im[q]);
      double oddRe = 0.5 * (im[p] + im[q]);
      double oddIm = 0.5 * (re[q] - re[p]);
      double turnedRe = oddRe * untangleCos[k] + oddIm * untangleSin[k];
      double turnedIm = oddIm * untangleCos[k] - oddRe * untangleSin[k];
      double lowRe = evenRe + turnedRe;
      double lowIm = evenIm + turnedIm;
      double highRe = evenRe - turnedRe;
      double highIm = evenIm - turnedIm;
      power[k] = lowRe * lowRe + lowIm * lowIm;
      power[half - k] = highRe * highRe + highIm * highIm;
    }
  }
}
