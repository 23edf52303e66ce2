package org.speakerbench.golden.pack;

import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * How far a library's features may be off float64, cell by cell, for a pack to be trusted; the same
 * as {@code golden/python/agreement.py}.
 *
 * <p>The rounding error of a float32 FFT is relative to the loudest amplitude of the frame. So a
 * cell whose amplitude is r times that of the loudest mel cell of its frame may be off by epsilon /
 * r on top of a relative error: next to nothing in speech, several percent in the empty bins of a
 * pure tone. The energy column is no sum over the FFT, and a logarithm whatever the others are.
 */
final class FeatureAgreement {
  private final FbankOptions options;
  private final double[] truth;
  private final int dim;
  private final int energyColumn;

  /**
   * @param truth features in float64, [frames, dim]
   */
  FeatureAgreement(FbankOptions options, double[] truth) {
    this.options = options;
    this.truth = truth;
    dim = options.dim();
    energyColumn = options.useEnergy() ? (options.htkCompat() ? dim - 1 : 0) : -1;
  }

  /** Largest mel value of a frame. */
  private double loudest(int frame) {
    double loudest = Double.NEGATIVE_INFINITY;
    for (int column = 0; column < dim; column++) {
      if (column != energyColumn) {
        loudest = Math.max(loudest, truth[frame * dim + column]);
      }
    }
    return loudest;
  }

  /** Largest mel value of all frames. */
  double loudest() {
    double loudest = Double.NEGATIVE_INFINITY;
    for (int frame = 0; frame < truth.length / dim; frame++) {
      loudest = Math.max(loudest, loudest(frame));
    }
    return loudest;
  }

  /** Largest errors of the columns of a frame, [dim]. */
  double[] allowed(int frame) {
    double loudest = loudest(frame);
    double[] allowed = new double[dim];
    for (int column = 0; column < dim; column++) {
      double cell = truth[frame * dim + column];
      allowed[column] = column == energyColumn ? Limits.AGREEMENT_ENERGY : mel(cell, loudest);
    }
    return allowed;
  }

  private double mel(double cell, double loudest) {
    if (options.useLog()) {
      double below = (loudest - cell) / (options.usePower() ? 2 : 1);
      return Limits.AGREEMENT_BASE + Limits.AGREEMENT_EPSILON * Math.exp(below);
    }
    double amplitude = options.usePower() ? Math.sqrt(cell * loudest) : loudest;
    return Limits.AGREEMENT_BASE * cell + Limits.AGREEMENT_EPSILON * amplitude;
  }
}
