package org.speakerbench.bench.jmh;

import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.GoldenClip;
import org.speakerbench.golden.Limits;

/**
 * How far raw log-mel features are from the float64 truth of a golden clip.
 *
 * @param maxAbs largest absolute error
 * @param maxAbsLimit what the two libraries in the pack allow, see {@link Limits#fbankMaxAbs}
 * @param rms root of the mean squared error
 * @param rmsLimit see {@link Limits#fbankRms}
 */
record FeatureError(double maxAbs, double maxAbsLimit, double rms, double rmsLimit) {

  static FeatureError of(GoldenClip clip, Features found) {
    double[] truth = clip.fbankFloat64();
    if (truth.length != found.frames() * found.bins()) {
      return new FeatureError(Double.NaN, 0, Double.NaN, 0);
    }
    float[] torchaudio = clip.fbankTorchaudio().data();
    float[] knf = clip.fbankKnf().data();
    return new FeatureError(
        maxAbs(truth, found.data()),
        Limits.fbankMaxAbs(maxAbs(truth, torchaudio), maxAbs(truth, knf)),
        rms(truth, found.data()),
        Limits.fbankRms(rms(truth, torchaudio), rms(truth, knf)));
  }

  /** False also where an error is not a number. */
  boolean passes() {
    return maxAbs <= maxAbsLimit && rms <= rmsLimit;
  }

  String describe() {
    return "found a largest error of "
        + maxAbs
        + " and an RMS error of "
        + rms
        + " against the golden pack, expected at most "
        + maxAbsLimit
        + " and "
        + rmsLimit;
  }

  private static double maxAbs(double[] truth, float[] values) {
    double max = 0;
    for (int i = 0; i < truth.length; i++) {
      max = Math.max(max, Math.abs(values[i] - truth[i])); // NaN stays
    }
    return max;
  }

  private static double rms(double[] truth, float[] values) {
    double squares = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = values[i] - truth[i];
      squares += error * error;
    }
    return Math.sqrt(squares / truth.length);
  }
}
