package org.speakerbench.engine.fbank.config;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * The mel filters: {@code MelBanksOptions} of {@code fbank_config.json}, Kaldi's {@code
 * mel-computations.h}.
 *
 * @param bins number of filters, 3 to half the FFT size
 * @param lowHz lower edge of the first filter, Hz
 * @param highHz upper edge of the last filter, Hz; zero or less counts down from Nyquist
 * @param vtlnLowHz lower bound of the part that vocal tract length normalisation warps, Hz
 * @param vtlnHighHz its upper bound, Hz; below zero counts down from Nyquist
 * @param vtlnWarp warp factor; 1 for none, and then the bounds do not count. One that moves the
 *     lower bound above the upper folds the scale, and is computed as Kaldi does
 * @param htkMode whether HTK is imitated: the first spectrum bin of the first filter does not count
 *     unless the filter begins at 0 Hz, and filters give 1 at least, in the unit of the samples
 */
public record MelOptions(
    int bins,
    double lowHz,
    double highHz,
    double vtlnLowHz,
    double vtlnHighHz,
    double vtlnWarp,
    boolean htkMode) {

  /** 80 filters from 20 Hz to Nyquist. */
  public static final MelOptions STANDARD = new MelOptions(80, 20, 0, 100, -500, 1);

  /** Without HTK's mode. */
  public MelOptions(
      int bins, double lowHz, double highHz, double vtlnLowHz, double vtlnHighHz, double vtlnWarp) {
    this(bins, lowHz, highHz, vtlnLowHz, vtlnHighHz, vtlnWarp, false);
  }

  public MelOptions {
    Requirement.that(Double.isFinite(vtlnLowHz), "vtln_low", vtlnLowHz, "finite");
    Requirement.that(Double.isFinite(vtlnHighHz), "vtln_high", vtlnHighHz, "finite");
    Requirement.that(
        vtlnWarp > 0 && Double.isFinite(vtlnWarp), "vtln_warp", vtlnWarp, "above 0 (1 for none)");
  }

  /** Upper edge of the last filter, Hz. */
  public double highHz(double nyquistHz) {
    return highHz > 0 ? highHz : nyquistHz + highHz;
  }

  /** Whether frequencies are warped. */
  public boolean warps() {
    return vtlnWarp != 1;
  }

  /** Below it a frequency counts to the part before the one that is divided by the factor, Hz. */
  public double warpedLowHz() {
    return vtlnLowHz * Math.max(1, vtlnWarp);
  }

  /** From it on a frequency counts to the part behind, Hz. */
  public double warpedHighHz(double nyquistHz) {
    return vtlnHighHz(nyquistHz) * Math.min(1, vtlnWarp);
  }

  private double vtlnHighHz(double nyquistHz) {
    return vtlnHighHz < 0 ? nyquistHz + vtlnHighHz : vtlnHighHz;
  }

  /** Throws unless the edges fit the sample rate, the bins the FFT, and the warp the edges. */
  void requireFits(FrameOptions frame) {
    double nyquistHz = frame.sampleRateHz() / 2;
    double high = highHz(nyquistHz);
    if (!(lowHz >= 0 && lowHz < nyquistHz && high > lowHz && high <= nyquistHz)) {
      throw new SpeakerbenchException(
          "low_freq "
              + lowHz
              + " and high_freq "
              + highHz
              + " found, expected 0 <= low < high <= "
              + nyquistHz
              + " Hz (half of sample_freq)");
    }
    int spectrumBins = frame.fftSize() / 2;
    Requirement.that(
        spectrumBins >= 3,
        "frame_length_ms",
        frame.lengthMs(),
        "an FFT of 6 points or more, for three filters (it has " + frame.fftSize() + ")");
    Requirement.that(
        bins >= 3 && bins <= spectrumBins,
        "num_bins",
        bins,
        "3 to " + spectrumBins + " (half the FFT size)");
    if (warps()) {
      requireBounds(nyquistHz);
    }
  }

  /** Throws where Kaldi does: unless the bounds lie in order between the edges. */
  private void requireBounds(double nyquistHz) {
    double high = highHz(nyquistHz);
    double vtlnHigh = vtlnHighHz(nyquistHz);
    if (!(lowHz < vtlnLowHz && vtlnLowHz < vtlnHigh && vtlnHigh < high)) {
      throw new SpeakerbenchException(
          "vtln_low "
              + vtlnLowHz
              + " and vtln_high "
              + vtlnHigh
              + " Hz found, expected low_freq "
              + lowHz
              + " < vtln_low < vtln_high < "
              + high
              + " Hz, the edge of the last filter");
    }
  }

  /** These options with another warp factor. */
  public MelOptions withVtlnWarp(double factor) {
    return new MelOptions(bins, lowHz, highHz, vtlnLowHz, vtlnHighHz, factor, htkMode);
  }
}
