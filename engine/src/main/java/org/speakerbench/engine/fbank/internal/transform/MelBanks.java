package org.speakerbench.engine.fbank.internal.transform;

import org.speakerbench.engine.fbank.config.MelOptions;

/**
 * Triangular mel filters over the power spectrum, exact in double (Kaldi's {@code
 * mel-computations.cc}).
 *
 * <p>The edges and centres of all filters are points equally spaced in mel between the low and the
 * high frequency, moved by {@link VtlnWarp} where there is one: filter {@code b} rises from point
 * {@code b} to {@code b + 1} and falls to {@code b + 2}. Spectrum bins {@code 0 .. fftSize / 2 - 1}
 * count; the Nyquist bin does not, as in Kaldi.
 */
public abstract class MelBanks {

  /** For an FFT of some size; filters that cover none of its bins stay empty. */
  public static MelBanks of(MelOptions options, double sampleRateHz, int fftSize) {
    double[] points = points(options, sampleRateHz / 2);
    double[] spectrum = new double[fftSize / 2];
    for (int k = 0; k < spectrum.length; k++) {
      spectrum[k] = mel(sampleRateHz / fftSize * k);
    }
    return options.htkMode() || !increasing(points)
        ? new SeparateMelBanks(points, spectrum, options.htkMode())
        : new OrderedMelBanks(points, spectrum);
  }

  /** Edges and centres of the filters in mel, [bins + 2]. */
  private static double[] points(MelOptions options, double nyquistHz) {
    double low = mel(options.lowHz());
    double step = (mel(options.highHz(nyquistHz)) - low) / (options.bins() + 1);
    VtlnWarp warp = VtlnWarp.of(options, nyquistHz);
    double[] points = new double[options.bins() + 2];
    for (int p = 0; p < points.length; p++) {
      double point = low + p * step;
      points[p] = options.warps() ? mel(warp.apply(inverseMel(point))) : point;
    }
    return points;
  }

  private static boolean increasing(double[] points) {
    for (int p = 1; p < points.length; p++) {
      if (points[p] <= points[p - 1]) {
        return false;
      }
    }
    return true;
  }

  /** mel(f) = 1127 ln(1 + f / 700), f in Hz. */
  static double mel(double hz) {
    return 1127.0 * Math.log(1.0 + hz / 700.0);
  }

  private static double inverseMel(double mel) {
    return 700.0 * (Math.exp(mel / 1127.0) - 1.0);
  }

  /**
   * The first filter that covers no spectrum bin (too many filters for the FFT size, or a warp that
   * folds them away), or -1.
   */
  public abstract int firstEmpty();

  /** First spectrum bin of a filter. */
  public abstract int start(int filter);

  /** The bin after the last of a filter. */
  public abstract int end(int filter);

  /** Weight of a spectrum bin in a filter that it belongs to. */
  public abstract double weight(int filter, int bin);

  /** Energies of one frame, [bins], from a spectrum of at least {@code fftSize / 2} bins. */
  public abstract void apply(double[] spectrum, double[] energies);
}
