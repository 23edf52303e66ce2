package org.speakerbench.engine.fbank.internal.transform;

/**
 * Mel filters whose points are in order: between two neighbouring points one filter falls by as
 * much as the next one rises, and one weight per spectrum bin serves both.
 */
final class OrderedMelBanks extends MelBanks {
  private final int bins;

  /** First spectrum bin above each point, [bins + 2]. */
  private final int[] segmentStart;

  /** Weight of a spectrum bin in the filter that rises there, [fftSize / 2]. */
  private final double[] rising;

  /**
   * For the spectrum of an FFT.
   *
   * @param points edges and centres in mel, increasing, [bins + 2]
   * @param spectrum where the bins of the spectrum lie in mel, [fftSize / 2]
   */
  OrderedMelBanks(double[] points, double[] spectrum) {
    bins = points.length - 2;
    rising = new double[spectrum.length];
    segmentStart = new int[bins + 2];
    int k = 0;
    while (k < rising.length && spectrum[k] <= points[0]) {
      k++;
    }
    for (int segment = 0; segment <= bins; segment++) {
      double left = points[segment];
      double right = points[segment + 1];
      segmentStart[segment] = k;
      for (; k < rising.length && spectrum[k] <= right; k++) {
        rising[k] = (spectrum[k] - left) / (right - left);
      }
    }
    segmentStart[bins + 1] = k;
  }

  @Override
  public int firstEmpty() {
    for (int b = 0; b < bins; b++) {
      if (segmentStart[b] == segmentStart[b + 2]) {
        return b;
      }
    }
    return -1;
  }

  @Override
  public int start(int filter) {
    return segmentStart[filter];
  }

  @Override
  public int end(int filter) {
    return segmentStart[filter + 2];
  }

  @Override
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
