package org.speakerbench.engine.fbank.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloatLogTest {
  /** Odd, so that all low bits occur; half of all mantissas' neighbourhoods are met. */
  private static final int STEP = 5;

  @Test
  void isWithinOneUlpOrHalfAFloatEpsilon() {
    double worst = 0;
    for (int exponent : new int[] {-126, -23, -2, -1, 0, 1, 2, 20, 127}) {
      float first = Math.scalb(1f, exponent);
      int bits = Float.floatToRawIntBits(first);
      for (int mantissa = 0; mantissa < 1 << 23; mantissa += STEP) {
        float x = Float.intBitsToFloat(bits | mantissa);
        double expected = Math.log(x);
        double error = Math.abs(FloatLog.ln(x) - expected);
        worst = Math.max(worst, error / Math.max(Math.ulp((float) expected), 0x1p-24));
      }
    }
    assertThat(worst).isLessThan(1);
  }

  @Test
  void theFloorIsThatOfTheLibraries() {
    assertThat(FloatLog.ln(LogMelPlan.ENERGY_FLOOR)).isEqualTo(-15.942385f);
    assertThat(FloatLog.ln(1)).isZero();
  }
}
