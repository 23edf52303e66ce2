package org.speakerbench.engine.fbank.internal.transform;

/**
 * Mel filters of which each has weights of its own: for points in any order, as a warp that folds
 * leaves them, and for HTK's mode. A filter covers what lies above its left and below its right
 * point, rises up to its centre and falls behind it, wherever the centre lies.
 */
final class SeparateMelBanks extends MelBanks {
  /** Least energy in HTK's mode, in the unit of the samples. */
  private static final double HTK_FLOOR = 1;

  /** First spectrum bin of each filter, and its weights; none where it covers nothing. */
  private final int[] start;

  private final double[][] weights;
  private final double floor;

  /**
   * For the spectrum of an FFT.
   *
   * @param points edges and centres in mel, [bins + 2]
   * @param spectrum where the bins of the spectrum lie in mel, [fftSize / 2]
   * @param htk whether the first weight of the first filter is 0, unless the filter begins at 0,
   *     and energies have a floor ({@code htk_mode} of Kaldi's {@code mel-computations.cc})
   */
  SeparateMelBanks(double[] points, double[] spectrum, boolean htk) {
    int bins = points.length - 2;
    start = new int[bins];
    weights = new double[bins][];
    floor = htk ? HTK_FLOOR : 0;
    for (int b = 0; b < bins; b++) {
      double left = points[b];
      double right = points[b + 2];
      while (start[b] < spectrum.length && spectrum[start[b]] <= left) {
        start[b]++;
      }
      int end = start[b];
      while (end < spectrum.length && spectrum[end] < right) {
        end++;
      }
      weights[b] = new double[end - start[b]];
      for (int i = 0; i < weights[b].length; i++) {
        weights[b][i] = weight(spectrum[start[b] + i], left, points[b + 1], right);
      }
    }
    if (htk && points[0] != 0 && weights[0].length > 0) {
      weights[0][0] = 0;
    }
  }

  private static double weight(double at, double left, double centre, double right) {
    return at <= centre ? (at - left) / (centre - left) : (right - at) / (right - centre);
  }

  @Override
  public int firstEmpty() {
    for (int b = 0; b < weights.length; b++) {
      if (weights[b].length == 0) {
        return b;
      }
    }
    return -1;
  }

  @Override
  public int start(int filter) {
    return start[filter];
  }

  @Override
  public int end(int filter) {
    return start[filter] + weights[filter].length;
  }

  @Override
  public double weight(int filter, int bin) {
    return weights[filter][bin - start[filter]];
  }

  @Override
  public void apply(double[] spectrum, double[] energies) {
    for (int b = 0; b < weights.length; b++) {
      double energy = 0;
      for (int i = 0; i < weights[b].length; i++) {
        energy += weights[b][i] * spectrum[start[b] + i];
      }
      energies[b] = Math.max(energy, floor);
    }
  }
}
