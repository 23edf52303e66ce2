package org.speakerbench.engine.fbank;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * How log-mel features are computed. Names and defaults follow Kaldi's {@code feature-window.h},
 * {@code mel-computations.h} and {@code feature-fbank.h}, except {@code dither}, which is always
 * off.
 *
 * @param sampleRateHz rate of the samples, Hz
 * @param frameShiftMs distance of frame starts, ms
 * @param frameLengthMs length of a frame, ms
 * @param preEmphasis coefficient of the pre-emphasis, 0 to 1; the first sample of a frame is
 *     pre-emphasised by itself
 * @param removeDcOffset whether the mean of each frame is subtracted first
 * @param window window function
 * @param blackmanCoefficient coefficient of the Blackman window; not used by the others
 * @param melBins number of mel filters, 3 to half the FFT size
 * @param lowHz lower edge of the first filter, Hz
 * @param highHz upper edge of the last filter, Hz; zero or less counts down from Nyquist
 * @param useLog natural logarithm of the energies, floored at 2^-23; otherwise the energies
 * @param usePower power spectrum; otherwise magnitude
 */
public record FbankOptions(
    double sampleRateHz,
    double frameShiftMs,
    double frameLengthMs,
    double preEmphasis,
    boolean removeDcOffset,
    WindowType window,
    double blackmanCoefficient,
    int melBins,
    double lowHz,
    double highHz,
    boolean useLog,
    boolean usePower) {

  /** Longest frame that is accepted, in samples: 2^20 is a minute at 16 kHz. */
  private static final int MAX_FRAME_SAMPLES = 1 << 20;

  /** The front end of the 3D-Speaker models: 80 bins, 25 ms frames every 10 ms, 16 kHz. */
  public static final FbankOptions STANDARD =
      new FbankOptions(16000, 10, 25, 0.97, true, WindowType.POVEY, 0.42, 80, 20, 0, true, true);

  public FbankOptions {
    require(
        sampleRateHz > 0 && sampleRateHz <= 1e6,
        "sample_freq",
        sampleRateHz,
        "above 0 and at most 1000000 Hz");
    require(
        frameShiftMs > 0 && Double.isFinite(frameShiftMs),
        "frame_shift_ms",
        frameShiftMs,
        "above 0");
    require(
        frameLengthMs > 0 && Double.isFinite(frameLengthMs),
        "frame_length_ms",
        frameLengthMs,
        "above 0");
    require(
        preEmphasis >= 0 && preEmphasis <= 1,
        "pre_emphasis_coefficient",
        preEmphasis,
        "between 0 and 1");
    require(
        Double.isFinite(blackmanCoefficient),
        "blackman_coefficient",
        blackmanCoefficient,
        "finite");
    double nyquist = sampleRateHz / 2;
    double high = highHz > 0 ? highHz : nyquist + highHz;
    if (!(lowHz >= 0 && lowHz < nyquist && high > lowHz && high <= nyquist)) {
      throw new SpeakerbenchException(
          "low_freq "
              + lowHz
              + " and high_freq "
              + highHz
              + " found, expected 0 <= low < high <= "
              + nyquist
              + " Hz (half of sample_freq)");
    }
    double shift = sampleRateHz * 0.001 * frameShiftMs;
    double length = sampleRateHz * 0.001 * frameLengthMs;
    require((int) shift >= 1, "frame_shift_ms", frameShiftMs, "at least one sample");
    require(
        length >= 2 && length <= MAX_FRAME_SAMPLES,
        "frame_length_ms",
        frameLengthMs,
        "2 to " + MAX_FRAME_SAMPLES + " samples");
    int spectrumBins = fftSize(frameLength(sampleRateHz, frameLengthMs)) / 2;
    require(
        melBins >= 3 && melBins <= spectrumBins,
        "num_bins",
        melBins,
        "3 to " + spectrumBins + " (half the FFT size)");
  }

  private static void require(boolean holds, String key, Object found, String expected) {
    if (!holds) {
      throw new SpeakerbenchException(key + " is " + found + ", expected " + expected);
    }
  }

  /** Samples of a frame, rounded down as Kaldi does. */
  public int frameLength() {
    return frameLength(sampleRateHz, frameLengthMs);
  }

  private static int frameLength(double sampleRateHz, double frameLengthMs) {
    return (int) (sampleRateHz * 0.001 * frameLengthMs);
  }

  /** Samples from one frame's start to the next's, rounded down as Kaldi does. */
  public int frameShift() {
    return (int) (sampleRateHz * 0.001 * frameShiftMs);
  }

  /** Frame length padded with zeros to the next power of two. */
  public int fftSize() {
    return fftSize(frameLength());
  }

  private static int fftSize(int frameLength) {
    return Math.max(4, Integer.highestOneBit(frameLength - 1) << 1);
  }

  /** Frames of a clip: whole frames only (Kaldi's {@code snip_edges=true}). */
  public int frames(int samples) {
    return samples < frameLength() ? 0 : 1 + (samples - frameLength()) / frameShift();
  }

  /** Upper edge of the last filter, Hz. */
  public double effectiveHighHz() {
    return highHz > 0 ? highHz : sampleRateHz / 2 + highHz;
  }

  /** These options with another window function. */
  public FbankOptions withWindow(WindowType other) {
    return new FbankOptions(
        sampleRateHz,
        frameShiftMs,
        frameLengthMs,
        preEmphasis,
        removeDcOffset,
        other,
        blackmanCoefficient,
        melBins,
        lowHz,
        highHz,
        useLog,
        usePower);
  }
}
