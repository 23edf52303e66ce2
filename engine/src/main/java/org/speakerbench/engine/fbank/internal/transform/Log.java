package org.speakerbench.engine.fbank.internal.transform;

/**
 * Natural logarithm of a positive normal double, to an absolute error below 1e-12: far below one
 * float step of a log-mel value, and several times cheaper than {@link Math#log}.
 *
 * <p>x = 2^e m, and the leading bits of m select c, near m, from a table of 1 / c and ln c. Then ln
 * x = e ln 2 + ln c + ln(1 + r) with r = m / c - 1, |r| below 2^-8, and four terms of the series of
 * ln(1 + r).
 */
public final class Log {
  private static final int TABLE_BITS = 7;
  private static final int TABLE_SIZE = 1 << TABLE_BITS;
  private static final long ONE = Double.doubleToRawLongBits(1.0);
  private static final long MANTISSA = (1L << 52) - 1;

  /** Per interval of the mantissa: 1 / c, then ln c, with c its middle. */
  private static final double[] TABLE = new double[2 * TABLE_SIZE];

  static {
    for (int i = 0; i < TABLE_SIZE; i++) {
      double reciprocal = 1 / (1 + (i + 0.5) / TABLE_SIZE);
      TABLE[2 * i] = reciprocal;
      TABLE[2 * i + 1] = -Math.log(reciprocal);
    }
  }

  private Log() {}

  /** The logarithm of {@code x}. */
  public static double ln(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >> 52) - 1023;
    int entry = (int) (bits >> (52 - TABLE_BITS)) & (TABLE_SIZE - 1);
    double m = Double.longBitsToDouble((bits & MANTISSA) | ONE);
    double r = m * TABLE[2 * entry] - 1;
    double square = r * r;
    double series = r - square * (0.5 - r * (1.0 / 3) + square * 0.25);
    return exponent * 0.6931471805599453 + (TABLE[2 * entry + 1] + series);
  }
}
