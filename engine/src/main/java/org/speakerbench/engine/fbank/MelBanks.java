package org.speakerbench.engine.fbank;

import java.util.Arrays;

/**
 * Triangular mel filters over the power spectrum, exact in double (Kaldi's {@code
 * mel-computations.cc}).
 *
 * <p>Filter {@code b} rises from mel point {@code b} to {@code b + 1} and falls to {@code b + 2},
 * the points being equally spaced in mel between the low and the high frequency. Spectrum bins
 * {@code 0 .. fftSize / 2 - 1} count; the Nyquist bin does not, as in Kaldi.
 */
final class MelBanks {
  private final int[] firstBin;
  private final double[][] weights;

  MelBanks(int bins, int fftSize, double sampleRateHz, double lowHz, double highHz) {
    firstBin = new int[bins];
    weights = new double[bins][];
    double melLow = mel(lowHz);
    double melStep = (mel(highHz) - melLow) / (bins + 1);
    double binWidthHz = sampleRateHz / fftSize;
    for (int b = 0; b < bins; b++) {
      double left = melLow + b * melStep;
      double center = melLow + (b + 1) * melStep;
      double right = melLow + (b + 2) * melStep;
      double[] all = new double[fftSize / 2];
      int first = -1;
      int last = -1;
      for (int k = 0; k < all.length; k++) {
        double mel = mel(binWidthHz * k);
        if (mel > left && mel < right) {
          all[k] =
              mel <= center ? (mel - left) / (center - left) : (right - mel) / (right - center);
          first = first < 0 ? k : first;
          last = k;
        }
      }
      firstBin[b] = Math.max(first, 0);
      weights[b] = first < 0 ? new double[0] : Arrays.copyOfRange(all, first, last + 1);
    }
  }

  /** mel(f) = 1127 ln(1 + f / 700), f in Hz. */
  static double mel(double hz) {
    return 1127.0 * Math.log(1.0 + hz / 700.0);
  }

  int bins() {
    return weights.length;
  }

  /** The first filter that covers no spectrum bin (too many filters for the FFT size), or -1. */
  int firstEmpty() {
    for (int b = 0; b < weights.length; b++) {
      if (weights[b].length == 0) {
        return b;
      }
    }
    return -1;
  }

  /** Energies of one frame, [bins], from a spectrum of at least {@code fftSize / 2} bins. */
  void apply(double[] spectrum, double[] energies) {
    for (int b = 0; b < weights.length; b++) {
      double[] w = weights[b];
      int first = firstBin[b];
      double even = 0;
      double odd = 0;
      int k = 0;
      for (; k < w.length - 1; k += 2) {
        even += w[k] * spectrum[first + k];
        odd += w[k + 1] * spectrum[first + k + 1];
      }
      if (k < w.length) {
        even += w[k] * spectrum[first + k];
      }
      energies[b] = even + odd;
    }
  }
}
