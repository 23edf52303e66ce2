package org.speakerbench.engine.extract.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C++ streams print them: byte for byte what the replaced tools write. */
public final class CppText {
  private static final int PRECISION = 6;
  private static final int MILLION = 1_000_000;

  /** 10^0 to 10^12. */
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12
  };

  /** Of which the whole part fits an int, and which are whole numbers exactly. */
  private static final double MAX_MILLIONTHS = 2e15;

  private static final MathContext SIX_DIGITS = new MathContext(PRECISION, RoundingMode.HALF_EVEN);

  private CppText() {}

  /**
   * The default format, {@code %g}: 6 significant digits, no trailing zeros. Finite values only.
   */
  public static String general(double value) {
    AsciiText text = new AsciiText();
    general(value, text);
    return text.toString();
  }

  /** Puts the same behind a text. */
  static void general(double value, AsciiText out) {
    double magnitude = Math.abs(value);
    if ((float) value != value || magnitude < 1e-6f || magnitude >= MILLION) {
      out.put(anyGeneral(value));
      return;
    }
    // 24 bits of a float times the 28 of 5^12 fit a double: products with powers of ten up to 10^12
    // are exact, and so is their rounding to even.
    int exponent = PRECISION - 1;
    double scaled = magnitude;
    while (scaled < MILLION / 10) {
      exponent--;
      scaled = magnitude * POWERS[PRECISION - 1 - exponent];
    }
    int digits = (int) Math.rint(scaled);
    if (digits == MILLION) {
      digits /= 10;
      exponent++;
    }
    int count = PRECISION;
    while (digits % 10 == 0) {
      digits /= 10;
      count--;
    }
    if (value < 0) {
      out.put('-');
    }
    if (exponent >= PRECISION || exponent < -4) {
      point(digits, count, 0, out);
      out.put('e');
      out.put(exponent < 0 ? '-' : '+');
      out.put(Math.abs(exponent), 2);
    } else {
      point(digits, count, exponent, out);
    }
  }

  /** So many digits, the first of which counts 10^exponent. */
  private static void point(int digits, int count, int exponent, AsciiText out) {
    int decimals = count - 1 - exponent;
    if (decimals <= 0) {
      out.put(digits, count);
      out.put('0', -decimals);
    } else {
      int one = (int) POWERS[decimals];
      out.put(digits / one, 1);
      out.put('.');
      out.put(digits % one, decimals);
    }
  }

  /** For any value, and the same for all. */
  static String anyGeneral(double value) {
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
    AsciiText text = new AsciiText();
    fixed(value, text);
    return text.toString();
  }

  /** Puts the same behind a text. */
  static void fixed(float value, AsciiText out) {
    // 24 bits of a float times the 14 of 1e6 / 2^6 fit a double: the product is exact, and so is
    // its rounding to even.
    double millionths = Math.rint(Math.abs((double) value) * MILLION);
    if (isNegative(value)) {
      out.put('-');
    }
    if (millionths < MAX_MILLIONTHS) {
      long whole = (long) millionths;
      out.put((int) (whole / MILLION), 1);
      out.put('.');
      out.put((int) (whole % MILLION), PRECISION);
    } else {
      out.put(
          new BigDecimal(Math.abs(value))
              .setScale(PRECISION, RoundingMode.HALF_EVEN)
              .toPlainString());
    }
  }

  /** Negative zero has a sign there, and so has what rounds to it. */
  private static String sign(double value) {
    return isNegative(value) ? "-" : "";
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }
}
