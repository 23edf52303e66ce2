package org.speakerbench.golden.pack;

/**
 * How far raw log-mel features are from the float64 truth.
 *
 * @param maxAbs largest absolute error
 * @param maxAbsLimit largest one that passes, see {@link Limits#fbankMaxAbs}
 * @param rms root of the mean squared error
 * @param rmsLimit largest one that passes, see {@link Limits#fbankRms}
 */
public record FbankError(double maxAbs, double maxAbsLimit, double rms, double rmsLimit) {

  /** Whether both errors are within their limits; one that is not a number is not. */
  public boolean passes() {
    return maxAbs <= maxAbsLimit && rms <= rmsLimit;
  }
}
