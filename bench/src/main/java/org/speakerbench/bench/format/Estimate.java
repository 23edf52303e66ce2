package org.speakerbench.bench.format;

/**
 * A figure and its interval.
 *
 * @param value NaN if there is none
 * @param low lower end; NaN without an interval
 * @param high upper end; NaN without an interval
 */
public record Estimate(double value, double low, double high) {
  /** Not known. */
  public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  /** Whether there is an interval. */
  public boolean bounded() {
    return !Double.isNaN(low);
  }
}
