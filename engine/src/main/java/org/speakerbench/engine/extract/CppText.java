package org.speakerbench.engine.extract;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C++ streams print them: byte for byte what the replaced tools write. */
public final class CppText {
  private static final int PRECISION = 6;
  private static final long MILLION = 1_000_000;

  /** Doubles below are whole numbers exactly. */
  private static final double EXACT = 0x1p53;

  private static final MathContext SIX_DIGITS = new MathContext(PRECISION, RoundingMode.HALF_EVEN);

  private CppText() {}

  /**
   * The default format, {@code %g}: 6 significant digits, no trailing zeros. Finite values only.
   */
  public static String general(double value) {
    if (value == 0) {
      return sign(value) + "0";
    }
    BigDecimal rounded = new BigDecimal(Math.abs(value)).round(SIX_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal digits = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < PRECISION) {
      return sign(value) + digits.toPlainString();
    }
    String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    String magnitude = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return sign(value) + mantissa + "e" + (exponent < 0 ? "-" : "+") + magnitude;
  }

  /** {@code std::fixed << std::setprecision(6)}. Finite values only. */
  public static String fixed(float value) {
    // 24 bits of a float times the 14 of 1e6 / 2^6 fit a double: the product is exact, and so is
    // its rounding to even.
    double millionths = Math.rint(Math.abs((double) value) * 1e6);
    if (millionths < EXACT) {
      long whole = (long) millionths;
      String fraction = Long.toString(MILLION + whole % MILLION).substring(1);
      return sign(value) + whole / MILLION + "." + fraction;
    }
    return sign(value)
        + new BigDecimal(Math.abs(value))
            .setScale(PRECISION, RoundingMode.HALF_EVEN)
            .toPlainString();
  }

  /** Negative zero has a sign there, and so has what rounds to it. */
  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }
}
