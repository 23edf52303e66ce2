package org.speakerbench.engine.fbank.internal.transform;

import org.speakerbench.engine.fbank.config.MelOptions;

/**
 * Vocal tract length normalisation: a piecewise linear map of frequencies (Kaldi's {@code
 * MelBanks::VtlnWarpFreq}). Between two bounds a frequency is divided by the factor; outside it is
 * interpolated, so that the edges of the filter bank stay where they are. If the bounds have
 * changed places there is no part between them, and the map falls where the lower part ends.
 *
 * @param lowHz lower edge of the filter bank
 * @param highHz its upper edge
 * @param lower where the middle part begins
 * @param upper where it ends
 * @param factor above 1 compresses towards low frequencies
 */
record VtlnWarp(double lowHz, double highHz, double lower, double upper, double factor) {

  /** The warp that some options ask for. */
  static VtlnWarp of(MelOptions options, double nyquistHz) {
    return new VtlnWarp(
        options.lowHz(),
        options.highHz(nyquistHz),
        options.warpedLowHz(),
        options.warpedHighHz(nyquistHz),
        options.vtlnWarp());
  }

  /** Where a frequency goes, Hz. */
  double apply(double hz) {
    if (hz < lowHz || hz > highHz) {
      return hz;
    }
    if (hz < lower) {
      return lowHz + (lower / factor - lowHz) / (lower - lowHz) * (hz - lowHz);
    }
    if (hz < upper) {
      return hz / factor;
    }
    return highHz + (highHz - upper / factor) / (highHz - upper) * (hz - highHz);
  }
}
