package org.speakerbench.engine.fbank.internal.transform;

/**
 * The last step of a real FFT. A real frame is transformed as half as many complex numbers, even
 * samples real and odd ones imaginary; with E and O the spectra of the even and the odd samples,
 * X[k] = E[k] + exp(-i pi k / half) O[k].
 */
final class Untangling {
  /** Complex length: half the frame. */
  private final int half;

  /** Index of the real part of output {@code k} of the complex transform. */
  private final int[] position;

  private final double[] cos;
  private final double[] sin;

  Untangling(int[] position) {
    half = position.length;
    this.position = position;
    cos = new double[half / 2 + 1];
    sin = new double[half / 2 + 1];
    for (int k = 0; k <= half / 2; k++) {
      cos[k] = Math.cos(Math.PI * k / half);
      sin[k] = Math.sin(Math.PI * k / half);
    }
  }

  /** The power from the complex transform in {@code z}; variables hold twice their values. */
  void power(double[] z, double[] power) {
    double even = z[position[0]];
    double odd = z[position[0] + 1];
    power[0] = (even + odd) * (even + odd);
    power[half] = (even - odd) * (even - odd);
    for (int k = 1; k <= half / 2; k++) {
      int p = position[k];
      int q = position[half - k];
      double evenRe = z[p] + z[q];
      double evenIm = z[p + 1] - z[q + 1];
      double oddRe = z[p + 1] + z[q + 1];
      double oddIm = z[q] - z[p];
      double turnedRe = oddRe * cos[k] + oddIm * sin[k];
      double turnedIm = oddIm * cos[k] - oddRe * sin[k];
      double lowRe = evenRe + turnedRe;
      double lowIm = evenIm + turnedIm;
      double highRe = evenRe - turnedRe;
      double highIm = evenIm - turnedIm;
      power[k] = 0.25 * (lowRe * lowRe + lowIm * lowIm);
      power[half - k] = 0.25 * (highRe * highRe + highIm * highIm);
    }
  }
}
