package org.speakerbench.engine.fbank.internal.kernel;

/**
 * Natural logarithm of a positive normal float, by float multiplications, additions and fused
 * multiply-adds only: whoever computes these operations, a scalar or a vector unit, gets these
 * bits. The error is below one ulp of the result, or 2^-24 where that is more.
 *
 * <p>x = 2^e m with m in [sqrt(1/2), sqrt(2)), r = m - 1, and ln x = e ln 2 + r - r^2 / 2 + r^3
 * P(r). P is of degree 6, fitted to (ln(1 + r) - r + r^2 / 2) / r^3 so that the largest error of
 * r^3 P(r) is least (7.6e-9 with these rounded coefficients).
 */
final class FloatLog {
  /** Bits of sqrt(1/2): subtracted from those of x, they leave e in the exponent's place. */
  static final int SQRT_HALF = 0x3f3504f3;

  static final int MANTISSA_BITS = 23;
  static final int EXPONENT = 0xff800000;

  /** ln 2 in two parts; the first has 9 trailing zeros, so that its multiples are exact. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  static final float P0 = 0x1.55577ap-2f;
  static final float P1 = -0x1.00047p-2f;
  static final float P2 = 0x1.98af38p-3f;
  static final float P3 = -0x1.533f06p-3f;
  static final float P4 = 0x1.32ae5cp-3f;
  static final float P5 = -0x1.266af2p-3f;
  static final float P6 = 0x1.6365f2p-4f;

  private FloatLog() {}

  static float ln(float x) {
    int bits = Float.floatToRawIntBits(x);
    int scaled = bits - SQRT_HALF;
    float e = scaled >> MANTISSA_BITS;
    float r = Float.intBitsToFloat(bits - (scaled & EXPONENT)) - 1;
    float p = Math.fma(P6, r, P5);
    p = Math.fma(p, r, P4);
    p = Math.fma(p, r, P3);
    p = Math.fma(p, r, P2);
    p = Math.fma(p, r, P1);
    p = Math.fma(p, r, P0);
    float square = r * r;
    float tail = Math.fma(square, Math.fma(p, r, -0.5f), e * LN2_LOW);
    return Math.fma(e, LN2_HIGH, r + tail);
  }
}
