package org.speakerbench.engine.audio;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * Changes the sample rate of a clip by band-limited interpolation: a sinc of six zero crossings a
 * side under a Hann window, cut off at 0.99 of the lower Nyquist frequency. These are Kaldi's
 * {@code LinearResample} as its feature extraction calls it ({@code resample.cc}) and the defaults
 * of {@code torchaudio.functional.resample}; arithmetic is in double.
 */
public final class Resampler {
  private static final int ZERO_CROSSINGS = 6;
  private static final double ROLLOFF = 0.99;

  /** Kernels of more phases are computed anew for each sample instead of being kept. */
  private static final int MAX_KEPT_PHASES = 4096;

  /** Both rates over their greatest common divisor. */
  private final int from;

  private final int to;

  /** Cut-off in units of half the clip's rate over {@code from}. */
  private final double bandwidth;

  /** By phase; null where not computed yet. */
  private final double[][] kernels;

  private Resampler(int fromHz, int toHz) {
    int divisor = greatestCommonDivisor(fromHz, toHz);
    from = fromHz / divisor;
    to = toHz / divisor;
    bandwidth = ROLLOFF * Math.min(from, to);
    kernels = new double[to <= MAX_KEPT_PHASES ? to : 0][];
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /**
   * The clip at another rate; itself if it has that rate. The result has ceil(samples * rate / clip
   * rate) samples: all that lie within the clip's duration.
   *
   * @param sampleRateHz new rate, positive
   * @throws SpeakerbenchException if the result would have more samples than an array holds
   */
  public static Waveform resample(Waveform clip, int sampleRateHz) {
    if (sampleRateHz <= 0) {
      throw new IllegalArgumentException(
          "expected a sample rate of at least 1 Hz, found " + sampleRateHz + " Hz");
    }
    if (clip.sampleRateHz() == sampleRateHz) {
      return clip;
    }
    Resampler resampler = new Resampler(clip.sampleRateHz(), sampleRateHz);
    return new Waveform(resampler.apply(clip.samples()), sampleRateHz);
  }

  /** Samples of a clip after resampling. */
  public static long length(long samples, int fromHz, int toHz) {
    return (samples * toHz + fromHz - 1) / fromHz;
  }

  private float[] apply(float[] samples) {
    long length = length(samples.length, from, to);
    if (length > Integer.MAX_VALUE - 8) {
      throw new SpeakerbenchException(
          "clip too long: found "
              + samples.length
              + " samples, which are "
              + length
              + " after resampling, expected at most "
              + (Integer.MAX_VALUE - 8));
    }
    float[] out = new float[(int) length];
    for (int i = 0; i < out.length; i++) {
      int phase = (int) ((long) i * from % to);
      int first = (int) ((long) i * from / to) - reach();
      double[] kernel = kernel(phase);
      double sum = 0;
      int end = Math.min(kernel.length, samples.length - first);
      for (int k = Math.max(0, -first); k < end; k++) {
        sum += kernel[k] * samples[first + k];
      }
      out[i] = (float) sum;
    }
    return out;
  }

  /** Samples before the centre that the kernel reaches. */
  private int reach() {
    return (int) Math.ceil((double) ZERO_CROSSINGS * from / bandwidth);
  }

  private double[] kernel(int phase) {
    if (kernels.length == 0) {
      return compute(phase);
    }
    if (kernels[phase] == null) {
      kernels[phase] = compute(phase);
    }
    return kernels[phase];
  }

  /** Weights of the samples from {@code reach} before the output to as many after it. */
  private double[] compute(int phase) {
    double[] kernel = new double[2 * reach() + 2];
    for (int k = 0; k < kernel.length; k++) {
      double crossings = bandwidth * ((k - reach()) / (double) from - phase / ((double) from * to));
      if (Math.abs(crossings) < ZERO_CROSSINGS) {
        double window = Math.cos(Math.PI * crossings / (2 * ZERO_CROSSINGS));
        double sinc = crossings == 0 ? 1 : Math.sin(Math.PI * crossings) / (Math.PI * crossings);
        kernel[k] = bandwidth / from * sinc * window * window;
      }
    }
    return kernel;
  }
}
