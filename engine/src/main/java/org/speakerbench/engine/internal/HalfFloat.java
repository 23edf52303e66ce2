package org.speakerbench.engine.internal;

/** IEEE 754's binary16. */
public final class HalfFloat {
  private static final int FRACTION_BITS = 10;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int INFINITE_EXPONENT = 31;

  /** 15 is the middle of its exponents, 127 that of float32's. */
  private static final int EXPONENT_SHIFT = 127 - 15;

  /** The smallest number: 2^-24. */
  private static final float SMALLEST = 0x1p-24f;

  private HalfFloat() {}

  /** The same number as a float32: exact for each of them. */
  public static float widened(short half) {
    int sign = (half & 0x8000) << Short.SIZE;
    int exponent = (half >> FRACTION_BITS) & INFINITE_EXPONENT;
    int fraction = half & FRACTION;
    if (exponent == 0) {
      return Float.intBitsToFloat(Float.floatToRawIntBits(fraction * SMALLEST) | sign);
    }
    int wide = exponent == INFINITE_EXPONENT ? 255 : exponent + EXPONENT_SHIFT;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << (23 - FRACTION_BITS));
  }
}
