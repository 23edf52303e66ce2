package org.speakerbench.engine.fbank;

import java.util.Arrays;
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
   * @throws SpeakerbenchException if the clip has another sample rate or samples that are not
   *     finite
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
    final double[] z = new double[options.fftSize()];
    final double[] spectrum = new double[options.fftSize() / 2 + 1];
    final double[] energies = new double[options.melBins()];
  }

  private void frame(float[] samples, int start, float[] out, int row, Workspace w) {
    double mean = preEmphasize(samples, start, w.z);
    if (!Double.isFinite(mean)) {
      throw notFinite(samples, start); // the arithmetic below would hide it
    }
    window(options.removeDcOffset() ? mean : 0, w.z);
    fft.powerSpectrum(w.z, w.spectrum);
    if (!options.usePower()) {
      for (int k = 0; k < w.spectrum.length; k++) {
        w.spectrum[k] = Math.sqrt(w.spectrum[k]);
      }
    }
    mel.apply(w.spectrum, w.energies);
    if (options.useLog()) {
      for (int b = 0; b < w.energies.length; b++) {
        // Not Math.max: its handling of NaN and signed zeros costs, and neither occurs.
        double energy = w.energies[b] > ENERGY_FLOOR ? w.energies[b] : ENERGY_FLOOR;
        out[row + b] = (float) Log.ln(energy);
      }
    } else {
      for (int b = 0; b < w.energies.length; b++) {
        out[row + b] = (float) w.energies[b];
      }
    }
  }

  private static SpeakerbenchException notFinite(float[] samples, int start) {
    int i = start;
    while (Float.isFinite(samples[i])) {
      i++;
    }
    return new SpeakerbenchException(
        "sample " + i + " is " + samples[i] + ", expected finite samples");
  }

  /**
   * x[i] - c x[i - 1], with x[0] for x[-1]; returns the mean of x. Four partial sums: independent
   * additions instead of one long chain.
   */
  private double preEmphasize(float[] samples, int start, double[] z) {
    double coefficient = options.preEmphasis();
    int length = window.length;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double previous = samples[start];
    int i = 0;
    for (; i < length - 3; i += 4) {
      double first = samples[start + i];
      double second = samples[start + i + 1];
      double third = samples[start + i + 2];
      double fourth = samples[start + i + 3];
      z[i] = first - coefficient * previous;
      z[i + 1] = second - coefficient * first;
      z[i + 2] = third - coefficient * second;
      z[i + 3] = fourth - coefficient * third;
      previous = fourth;
      a += first;
      b += second;
      c += third;
      d += fourth;
    }
    for (; i < length; i++) {
      double sample = samples[start + i];
      z[i] = sample - coefficient * previous;
      previous = sample;
      a += sample;
    }
    return ((a + b) + (c + d)) / length;
  }

  /** Removes what pre-emphasis left of the mean, then windows; zeros after the frame. */
  private void window(double mean, double[] z) {
    double offset = mean * (1 - options.preEmphasis());
    for (int i = 0; i < window.length; i++) {
      z[i] = (z[i] - offset) * window[i];
    }
    Arrays.fill(z, window.length, z.length, 0);
  }
}
