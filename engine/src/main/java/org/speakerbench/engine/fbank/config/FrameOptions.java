package org.speakerbench.engine.fbank.config;

/**
 * How a clip is cut into frames and what is done to each before the spectrum: {@code
 * FrameExtractionOptions} of {@code fbank_config.json}, Kaldi's {@code feature-window.h}.
 *
 * @param sampleRateHz rate of the samples, Hz
 * @param shiftMs distance of frame starts, ms
 * @param lengthMs length of a frame, ms
 * @param dither standard deviation of the noise that is added to each frame; 0 for none. In the
 *     unit of the {@link SampleScale}: Kaldi's 1.0 is meant for 16-bit integers
 * @param ditherSeed seed of that noise
 * @param preEmphasis coefficient of the pre-emphasis, 0 to 1; the first sample of a frame is
 *     pre-emphasised by itself
 * @param removeDcOffset whether the mean of each frame is subtracted first
 * @param window window function
 * @param blackmanCoefficient coefficient of the Blackman window; not used by the others
 * @param roundToPowerOfTwo whether frames are padded with zeros to the next power of two; otherwise
 *     the length of a frame, which must be even then, is the FFT's
 * @param snipEdges whether only frames count that fit whole; otherwise one frame per shift, centred
 *     in it, with the samples reflected at both ends of the clip
 * @param allowDownSample whether a clip of a higher rate is resampled; otherwise it is refused
 * @param allowUpSample whether a clip of a lower rate is resampled; otherwise it is refused
 */
public record FrameOptions(
    double sampleRateHz,
    double shiftMs,
    double lengthMs,
    double dither,
    long ditherSeed,
    double preEmphasis,
    boolean removeDcOffset,
    WindowType window,
    double blackmanCoefficient,
    boolean roundToPowerOfTwo,
    boolean snipEdges,
    boolean allowDownSample,
    boolean allowUpSample) {

  /** Longest frame that is accepted, in samples: 2^20 is a minute at 16 kHz. */
  private static final int MAX_SAMPLES = 1 << 20;

  /** Kaldi's defaults, but for dither: 25 ms frames every 10 ms of 16 kHz, whole frames only. */
  public static final FrameOptions STANDARD =
      new FrameOptions(
          16000, 10, 25, 0, 0, 0.97, true, WindowType.POVEY, 0.42, true, true, false, false);

  public FrameOptions {
    Requirement.that(
        sampleRateHz > 0 && sampleRateHz <= 1e6,
        "sample_freq",
        sampleRateHz,
        "above 0 and at most 1000000 Hz");
    Requirement.that(shiftMs > 0 && Double.isFinite(shiftMs), "frame_shift_ms", shiftMs, "above 0");
    Requirement.that(
        lengthMs > 0 && Double.isFinite(lengthMs), "frame_length_ms", lengthMs, "above 0");
    Requirement.that(
        dither >= 0 && dither <= 1e6, "dither", dither, "0 (none) or more, at most 1000000");
    Requirement.that(
        preEmphasis >= 0 && preEmphasis <= 1,
        "pre_emphasis_coefficient",
        preEmphasis,
        "between 0 and 1");
    Requirement.that(
        Double.isFinite(blackmanCoefficient),
        "blackman_coefficient",
        blackmanCoefficient,
        "finite");
    Requirement.that(
        samples(sampleRateHz, shiftMs) >= 1, "frame_shift_ms", shiftMs, "at least one sample");
    Requirement.that(
        samples(sampleRateHz, lengthMs) >= 2 && samples(sampleRateHz, lengthMs) <= MAX_SAMPLES,
        "frame_length_ms",
        lengthMs,
        "2 to " + MAX_SAMPLES + " samples");
    Requirement.that(
        roundToPowerOfTwo || samples(sampleRateHz, lengthMs) % 2 == 0,
        "round_to_power_of_two",
        false,
        "true, or an even number of samples in a frame (frame_length_ms "
            + lengthMs
            + " gives "
            + samples(sampleRateHz, lengthMs)
            + ")");
  }

  /**
   * A length in samples, rounded down as Kaldi does ({@code WindowShift}, {@code WindowSize}): it
   * keeps rate and length as floats and multiplies doubles, so that 3.3 ms at 20 kHz, just below 66
   * samples, are 65. torchaudio, in double, and kaldi-native-fbank, in float, say 66.
   */
  private static int samples(double sampleRateHz, double ms) {
    return (int) ((float) sampleRateHz * 0.001 * (float) ms);
  }

  /** Samples of a frame. */
  public int length() {
    return samples(sampleRateHz, lengthMs);
  }

  /** Samples from one frame's start to the next's. */
  public int shift() {
    return samples(sampleRateHz, shiftMs);
  }

  /** Points of the FFT: the length of a frame, or the next power of two, 4 at least. */
  public int fftSize() {
    return roundToPowerOfTwo ? Math.max(4, Integer.highestOneBit(length() - 1) << 1) : length();
  }

  /** Frames of a clip, as Kaldi's {@code NumFrames} counts them. */
  public int count(int samples) {
    return (int) count((long) samples);
  }

  /** The same for a clip of any length. */
  public long count(long samples) {
    if (!snipEdges) {
      return (samples + shift() / 2) / shift();
    }
    return samples < length() ? 0 : 1 + (samples - length()) / shift();
  }

  /** Fewest samples that give a frame. */
  public int minSamples() {
    return snipEdges ? length() : shift() - shift() / 2;
  }

  /** First sample of a frame; before 0 for the first frames where edges are not snipped. */
  public long start(long frame) {
    long start = frame * shift();
    return snipEdges ? start : start + shift() / 2 - length() / 2;
  }

  /** Whether clips of a sample rate are taken: as they are, or resampled where that is allowed. */
  public boolean accepts(int rateHz) {
    return rateHz == sampleRateHz || (rateHz > sampleRateHz ? allowDownSample : allowUpSample);
  }

  /** These options with another window function. */
  public FrameOptions withWindow(WindowType other) {
    return with(dither, ditherSeed, other, allowDownSample, allowUpSample);
  }

  /** These options with noise on each frame; the same seed gives the same noise everywhere. */
  public FrameOptions withDither(double deviation, long seed) {
    return with(deviation, seed, window, allowDownSample, allowUpSample);
  }

  /** These options for clips of every sample rate. */
  public FrameOptions withResampling() {
    return with(dither, ditherSeed, window, true, true);
  }

  private FrameOptions with(
      double newDither, long newSeed, WindowType newWindow, boolean down, boolean up) {
    return new FrameOptions(
        sampleRateHz,
        shiftMs,
        lengthMs,
        newDither,
        newSeed,
        preEmphasis,
        removeDcOffset,
        newWindow,
        blackmanCoefficient,
        roundToPowerOfTwo,
        snipEdges,
        down,
        up);
  }
}
