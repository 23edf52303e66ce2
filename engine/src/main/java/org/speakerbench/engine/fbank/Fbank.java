package org.speakerbench.engine.fbank;

import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;

/**
 * Kaldi's log-mel filter bank ({@code feature-window.cc}, {@code feature-fbank.cc}), raw: the mean
 * over frames is not subtracted, see {@link Features#meanNormalized()}.
 *
 * <p>Per frame: remove the mean, pre-emphasise, window, pad with zeros to a power of two, power
 * spectrum, mel filters, logarithm floored at 2^-23. All arithmetic is in double; only samples and
 * results are float. Immutable and safe for use by many threads; a call allocates its result and
 * one workspace, nothing per frame.
 */
public final class Fbank {
  /** Kaldi floors energies at the float epsilon before the logarithm. */
  private static final double ENERGY_FLOOR = Math.ulp(1.0f);

  private final FbankOptions options;
  private final double[] window;
  private final RealFft fft;
  private final MelBanks mel;

  public Fbank(FbankOptions options) {
    this.options = options;
    window = options.window().coefficients(options.frameLength(), options.blackmanCoefficient());
    fft = new RealFft(options.fftSize());
    mel =
        new MelBanks(
            options.melBins(),
            options.fftSize(),
            options.sampleRateHz(),
            options.lowHz(),
            options.effectiveHighHz());
    if (mel.firstEmpty() >= 0) {
      throw new SpeakerbenchException(
          "num_bins is "
              + options.melBins()
              + ", expected fewer: with an FFT of "
              + options.fftSize()
              + " points mel filter "
              + mel.firstEmpty()
              + " covers no frequency");
    }
  }

  /** The options this was made with. */
  public FbankOptions options() {
    return options;
  }

  /**
   * Raw features of a clip, [frames, melBins].
   *
   * @throws SpeakerbenchException if the clip has another sample rate
   * @throws ClipTooShortException if it has fewer samples than one frame
   */
  public Features compute(Waveform clip) {
    if (clip.sampleRateHz() != options.sampleRateHz()) {
      throw new SpeakerbenchException(
          "sample rate is "
              + clip.sampleRateHz()
              + " Hz, expected "
              + plain(options.sampleRateHz())
              + " Hz (sample_freq); resampling (--resample) is not supported yet, convert the file first");
    }
    float[] samples = clip.samples();
    int frames = options.frames(samples.length);
    if (frames == 0) {
      throw ClipTooShortException.samples(samples.length, options.frameLength());
    }
    long values = (long) frames * options.melBins();
    if (values > Integer.MAX_VALUE - 8) {
      throw new SpeakerbenchException(
          "clip too long: found "
              + frames
              + " frames of "
              + options.melBins()
              + " bins, expected at most "
              + (Integer.MAX_VALUE - 8) / options.melBins()
              + " frames");
    }
    float[] data = new float[(int) values];
    Workspace workspace = new Workspace();
    for (int f = 0; f < frames; f++) {
      frame(samples, f * options.frameShift(), data, f * options.melBins(), workspace);
    }
    return new Features(frames, options.melBins(), data);
  }

  private static String plain(double hz) {
    return hz == Math.rint(hz) ? Long.toString((long) hz) : Double.toString(hz);
  }

  private final class Workspace {
    final double[] even = new double[options.fftSize() / 2];
    final double[] odd = new double[options.fftSize() / 2];
    final double[] spectrum = new double[options.fftSize() / 2 + 1];
    final double[] energies = new double[options.melBins()];
  }

  private void frame(float[] samples, int start, float[] out, int row, Workspace w) {
    double mean = options.removeDcOffset() ? mean(samples, start, window.length) : 0;
    windowed(samples, start, mean, w);
    fft.powerSpectrum(w.even, w.odd, w.spectrum);
    if (!options.usePower()) {
      for (int k = 0; k < w.spectrum.length; k++) {
        w.spectrum[k] = Math.sqrt(w.spectrum[k]);
      }
    }
    mel.apply(w.spectrum, w.energies);
    if (options.useLog()) {
      for (int b = 0; b < w.energies.length; b++) {
        out[row + b] = (float) Log.ln(Math.max(w.energies[b], ENERGY_FLOOR));
      }
    } else {
      for (int b = 0; b < w.energies.length; b++) {
        out[row + b] = (float) w.energies[b];
      }
    }
  }

  /** Four partial sums: independent additions instead of one long chain. */
  private static double mean(float[] samples, int start, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      a += samples[start + i];
      b += samples[start + i + 1];
      c += samples[start + i + 2];
      d += samples[start + i + 3];
    }
    for (; i < length; i++) {
      a += samples[start + i];
    }
    return ((a + b) + (c + d)) / length;
  }

  /** Pre-emphasised and windowed samples, even and odd apart, zeros after the frame. */
  private void windowed(float[] samples, int start, double mean, Workspace w) {
    double coefficient = options.preEmphasis();
    double[] even = w.even;
    double[] odd = w.odd;
    int length = window.length;
    double previous = samples[start] - mean;
    int n = 0;
    for (; 2 * n + 1 < length; n++) {
      double first = samples[start + 2 * n] - mean;
      double second = samples[start + 2 * n + 1] - mean;
      even[n] = (first - coefficient * previous) * window[2 * n];
      odd[n] = (second - coefficient * first) * window[2 * n + 1];
      previous = second;
    }
    if (2 * n < length) {
      even[n] = (samples[start + 2 * n] - mean - coefficient * previous) * window[2 * n];
      odd[n] = 0;
      n++;
    }
    for (; n < even.length; n++) {
      even[n] = 0;
      odd[n] = 0;
    }
  }
}
