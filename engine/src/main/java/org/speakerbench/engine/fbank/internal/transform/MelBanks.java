package org.speakerbench.engine.fbank.internal.transform;

import org.speakerbench.engine.fbank.config.MelOptions;

/**
 * Triangular mel filters over the power spectrum, exact in double (Kaldi's {@code
 * mel-computations.cc}).
 *
 * <p>The edges and centres of all filters are points equally spaced in mel between the low and the
 * high frequency, moved by {@link VtlnWarp} where there is one: filter {@code b} rises from point
 * {@code b} to {@code b + 1} and falls to {@code b + 2}. So between two neighbouring points one
 * filter falls by as much as the next one rises, and one weight per spectrum bin serves both.
 * Spectrum bins {@code 0 .. fftSize / 2 - 1} count; the Nyquist bin does not, as in Kaldi.
 */
public final class MelBanks {
  private final int bins;

  /** First spectrum bin above each point, [bins + 2]. */
  private final int[] segmentStart;

  /** Weight of a spectrum bin in the filter that rises there, [fftSize / 2]. */
  private final double[] rising;

  /** For an FFT of some size; filters that cover none of its bins stay empty. */
  public MelBanks(MelOptions options, double sampleRateHz, int fftSize) {
    bins = options.bins();
    rising = new double[fftSize / 2];
    segmentStart = new int[bins + 2];
    double[] points = points(options, sampleRateHz / 2);
    int k = 0;
    while (k < rising.length && binMel(k, sampleRateHz, fftSize) <= points[0]) {
      k++;
    }
    for (int segment = 0; segment <= bins; segment++) {
      double left = points[segment];
      double right = points[segment + 1];
      segmentStart[segment] = k;
      for (; k < rising.length && binMel(k, sampleRateHz, fftSize) <= right; k++) {
        rising[k] = (binMel(k, sampleRateHz, fftSize) - left) / (right - left);
      }
    }
    segmentStart[bins + 1] = k;
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

  private static double binMel(int bin, double sampleRateHz, int fftSize) {
    return mel(sampleRateHz / fftSize * bin);
  }

  /** mel(f) = 1127 ln(1 + f / 700), f in Hz. */
  static double mel(double hz) {
    return 1127.0 * Math.log(1.0 + hz / 700.0);
  }

  private static double inverseMel(double mel) {
    return 700.0 * (Math.exp(mel / 1127.0) - 1.0);
  }

  /** The first filter that covers no spectrum bin (too many filters for the FFT size), or -1. */
  public int firstEmpty() {
    for (int b = 0; b < bins; b++) {
      if (segmentStart[b] == segmentStart[b + 2]) {
        return b;
      }
    }
    return -1;
  }

  /** First spectrum bin of a filter. */
  public int start(int filter) {
    return segmentStart[filter];
  }

  /** The bin after the last of a filter. */
  public int end(int filter) {
    return segmentStart[filter + 2];
  }

  /** Weight of a spectrum bin in a filter that it belongs to. */
  public double weight(int filter, int bin) {
    return bin < segmentStart[filter + 1] ? rising[bin] : 1 - rising[bin];
  }

  /** Energies of one frame, [bins], from a spectrum of at least {@code fftSize / 2} bins. */
  public void apply(double[] spectrum, double[] energies) {
    double rise = 0;
    int k = segmentStart[0];
    for (int segment = 0; segment <= bins; segment++) {
      double nextRise = 0;
      double fall = 0;
      for (int end = segmentStart[segment + 1]; k < end; k++) {
        double up = rising[k] * spectrum[k];
        nextRise += up;
        fall += spectrum[k] - up;
      }
      if (segment > 0) {
        energies[segment - 1] = rise + fall;
      }
      rise = nextRise;
    }
  }
}
