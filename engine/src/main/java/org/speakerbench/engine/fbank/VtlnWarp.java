package org.speakerbench.engine.fbank;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * Vocal tract length normalisation: a piecewise linear map of frequencies (Kaldi's {@code
 * MelBanks::VtlnWarpFreq}). Between two bounds a frequency is divided by the factor; outside it is
 * interpolated, so that the edges of the filter bank stay where they are.
 *
 * @param lowHz lower edge of the filter bank
 * @param highHz its upper edge
 * @param vtlnLowHz where the middle part begins, before the factor moves it
 * @param vtlnHighHz where it ends
 * @param factor above 1 compresses towards low frequencies
 */
record VtlnWarp(double lowHz, double highHz, double vtlnLowHz, double vtlnHighHz, double factor) {

  private double lower() {
    return vtlnLowHz * Math.max(1, factor);
  }

  private double upper() {
    return vtlnHighHz * Math.min(1, factor);
  }

  /** Throws unless the map is increasing from edge to edge. */
  void requireOrder() {
    if (!(lowHz < vtlnLowHz && vtlnLowHz < vtlnHighHz && vtlnHighHz < highHz)) {
      throw new SpeakerbenchException(
          "vtln_low "
              + vtlnLowHz
              + " and vtln_high "
              + vtlnHighHz
              + " Hz found, expected low_freq "
              + lowHz
              + " < vtln_low < vtln_high < "
              + highHz
              + " Hz, the edge of the last filter");
    }
    if (!(lower() < upper())) {
      throw new SpeakerbenchException(
          "vtln_warp "
              + factor
              + " found, expected one nearer to 1: it moves vtln_low to "
              + lower()
              + " Hz and vtln_high to "
              + upper()
              + " Hz");
    }
  }

  /** Where a frequency goes, Hz. */
  double apply(double hz) {
    if (hz < lowHz || hz > highHz) {
      return hz;
    }
    double lower = lower();
    double upper = upper();
    if (hz < lower) {
      return lowHz + (lower / factor - lowHz) / (lower - lowHz) * (hz - lowHz);
    }
    if (hz < upper) {
      return hz / factor;
    }
    return highHz + (highHz - upper / factor) / (highHz - upper) * (hz - highHz);
  }
}
