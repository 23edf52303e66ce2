package org.speakerbench.engine.fbank;

import java.util.Arrays;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Resampler;
import org.speakerbench.engine.audio.Waveform;

/**
 * Kaldi's log-mel filter bank ({@code feature-window.cc}, {@code feature-fbank.cc}), raw: the mean
 * over frames is not subtracted, see {@link Features#meanNormalized()}.
 *
 * <p>Per frame: noise if asked for, remove the mean, pre-emphasise, window, pad with zeros to a
 * power of two, power spectrum, mel filters, logarithm floored at 2^-23. All arithmetic is in
 * double; only samples and results are float. Immutable and safe for use by many threads. A call
 * allocates its result, one workspace and, if it resamples, the clip at the new rate; nothing per
 * frame but for dither.
 */
public final class Fbank {
  /** Kaldi floors energies at the float epsilon before the logarithm. */
  private static final double ENERGY_FLOOR = Math.ulp(1.0f);

  private final FbankOptions options;
  private final double preEmphasis;
  private final double[] window;
  private final PowerSpectrum fft;
  private final MelBanks mel;

  public Fbank(FbankOptions options) {
    this.options = options;
    FrameOptions frame = options.frame();
    preEmphasis = frame.preEmphasis();
    window = frame.window().coefficients(frame.length(), frame.blackmanCoefficient());
    fft = PowerSpectrum.ofSize(frame.fftSize());
    mel = new MelBanks(options.mel(), frame.sampleRateHz(), frame.fftSize());
    if (mel.firstEmpty() >= 0) {
      throw new SpeakerbenchException(
          "num_bins is "
              + options.mel().bins()
              + ", expected fewer: with an FFT of "
              + frame.fftSize()
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
   * Raw features of a clip, [frames, dim]: the mel bins, and the log energy before or after them if
   * the options ask for it. A clip of another sample rate is resampled where they allow it.
   *
   * @throws SpeakerbenchException if the clip has another sample rate or samples that are not
   *     finite
   * @throws ClipTooShortException if it has too few samples for one frame
   */
  public Features compute(Waveform clip) {
    Waveform own = resampled(clip);
    int frames = framesOf(own, clip);
    float[] data = new float[frames * options.dim()];
    compute(own, clip, frames, data);
    return new Features(frames, options.dim(), data);
  }

  /**
   * The same into the caller's array, [frames, dim] from its start.
   *
   * @return the number of frames
   * @throws IllegalArgumentException if the array is too short
   */
  public int compute(Waveform clip, float[] out) {
    Waveform own = resampled(clip);
    int frames = framesOf(own, clip);
    if (out.length < frames * options.dim()) {
      throw new IllegalArgumentException(
          "array of " + out.length + " values for " + frames + " frames of " + options.dim());
    }
    compute(own, clip, frames, out);
    return frames;
  }

  private int framesOf(Waveform own, Waveform clip) {
    int frames = options.frame().count(own.samples().length);
    if (frames == 0) {
      throw ClipTooShortException.samples(clip.samples().length, minSamples(clip.sampleRateHz()));
    }
    int dim = options.dim();
    if ((long) frames * dim > Integer.MAX_VALUE - 8) {
      throw new SpeakerbenchException(
          "clip too long: found "
              + frames
              + " frames of "
              + dim
              + " values, expected at most "
              + (Integer.MAX_VALUE - 8) / dim
              + " frames");
    }
    return frames;
  }

  private void compute(Waveform own, Waveform clip, int frames, float[] out) {
    FrameReader reader = new FrameReader(options.frame(), own.samples());
    Workspace workspace = new Workspace();
    for (int f = 0; f < frames; f++) {
      reader.read(f);
      if (!frame(reader.source(), reader.offset(), out, f * options.dim(), workspace)) {
        throw notFinite(clip.samples());
      }
    }
  }

  private Waveform resampled(Waveform clip) {
    double rate = options.sampleRateHz();
    if (clip.sampleRateHz() == rate) {
      return clip;
    }
    if (!options.frame().accepts(clip.sampleRateHz())) {
      throw new SpeakerbenchException(
          "sample rate is "
              + clip.sampleRateHz()
              + " Hz, expected "
              + plain(rate)
              + " Hz (sample_freq), or leave to resample it ("
              + (clip.sampleRateHz() > rate ? "allow_down_sample" : "allow_up_sample")
              + ", --resample)");
    }
    if (rate != (int) rate) {
      throw new SpeakerbenchException(
          "sample_freq is "
              + rate
              + " Hz, expected a whole number of Hz to resample a clip of "
              + clip.sampleRateHz()
              + " Hz to");
    }
    return Resampler.resample(clip, (int) rate);
  }

  /** Fewest samples of a clip of some rate that give a frame. */
  private int minSamples(int rateHz) {
    return (int) ((options.frame().minSamples() - 1) * (rateHz / options.sampleRateHz())) + 1;
  }

  private static String plain(double hz) {
    return hz == Math.rint(hz) ? Long.toString((long) hz) : Double.toString(hz);
  }

  private final class Workspace {
    final double[] z = new double[fft.bufferSize()];
    final double[] spectrum = new double[options.frame().fftSize() / 2 + 1];
    final double[] energies = new double[options.mel().bins()];
  }

  /** One row of features; false if a sample is not finite, which the arithmetic would hide. */
  private boolean frame(float[] samples, int start, float[] out, int row, Workspace w) {
    double mean = preEmphasize(samples, start, w.z);
    if (!Double.isFinite(mean)) {
      return false;
    }
    if (!options.frame().removeDcOffset()) {
      mean = 0;
    }
    window(mean, w.z);
    int firstBin = row;
    if (options.useEnergy()) {
      double energy = options.rawEnergy() ? energy(samples, start, mean) : energy(w.z);
      out[options.htkCompat() ? row + w.energies.length : firstBin++] = (float) logEnergy(energy);
    }
    fft.compute(w.z, w.spectrum);
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
        out[firstBin + b] = (float) Log.ln(energy);
      }
    } else {
      for (int b = 0; b < w.energies.length; b++) {
        out[firstBin + b] = (float) w.energies[b];
      }
    }
    return true;
  }

  private double energy(float[] samples, int start, double mean) {
    double sum = 0;
    for (int i = 0; i < window.length; i++) {
      double sample = samples[start + i] - mean;
      sum += sample * sample;
    }
    return sum;
  }

  private double energy(double[] z) {
    double sum = 0;
    for (int i = 0; i < window.length; i++) {
      sum += z[i] * z[i];
    }
    return sum;
  }

  private double logEnergy(double energy) {
    return Math.log(Math.max(Math.max(energy, ENERGY_FLOOR), options.energyFloor()));
  }

  private static SpeakerbenchException notFinite(float[] samples) {
    int i = 0;
    while (i < samples.length - 1 && Float.isFinite(samples[i])) {
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
    double coefficient = preEmphasis;
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
    double offset = mean * (1 - preEmphasis);
    for (int i = 0; i < window.length; i++) {
      z[i] = (z[i] - offset) * window[i];
    }
    Arrays.fill(z, window.length, z.length, 0);
  }
}
