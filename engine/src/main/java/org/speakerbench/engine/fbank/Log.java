package org.speakerbench.engine.fbank;

/**
 * Natural logarithm of a positive normal double, to an absolute error below 1e-10: far below one
 * float step of a log-mel value, and cheaper than {@link Math#log}.
 *
 * <p>x = 2^e m with m in [sqrt(1/2), sqrt(2)), and ln m = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...)
 * with s = (m - 1) / (m + 1), |s| below 0.172 (Abramowitz and Stegun 4.1.27).
 */
final class Log {
  private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
  private static final long MANTISSA = (1L << 52) - 1;

  private Log() {}

  static double ln(double x) {
    long shifted = Double.doubleToRawLongBits(x) - SQRT_HALF_BITS;
    long exponent = shifted >> 52;
    double m = Double.longBitsToDouble((shifted & MANTISSA) + SQRT_HALF_BITS);
    double s = (m - 1) / (m + 1);
    double z = s * s;
    double series = 1.0 / 13;
    series = series * z + 1.0 / 11;
    series = series * z + 1.0 / 9;
    series = series * z + 1.0 / 7;
    series = series * z + 1.0 / 5;
    series = series * z + 1.0 / 3;
    return exponent * 0.6931471805599453 + 2 * (s + s * z * series);
  }
}
