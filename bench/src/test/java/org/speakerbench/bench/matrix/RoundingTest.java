package org.speakerbench.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundingTest {
  private static final int BF16_DROPPED = 16;
  private static final int F16_DROPPED = 13;

  @Test
  void toTheNearestAndHalvesToTheEvenOne() {
    assertThat(RoundedWeights.round(1 + 0x1p-7f, BF16_DROPPED)).isEqualTo(1 + 0x1p-7f);
    assertThat(RoundedWeights.round(1 + 0x1p-8f, BF16_DROPPED)).isEqualTo(1);
    assertThat(RoundedWeights.round(1 + 3 * 0x1p-8f, BF16_DROPPED)).isEqualTo(1 + 0x1p-6f);
    assertThat(RoundedWeights.round(-(1 + 0x1.2p-8f), BF16_DROPPED)).isEqualTo(-(1 + 0x1p-7f));
    assertThat(RoundedWeights.round(1 + 0x1.8p-10f, F16_DROPPED)).isEqualTo(1 + 0x1p-9f);
    assertThat(RoundedWeights.round(0, BF16_DROPPED)).isZero();
    assertThat(RoundedWeights.round(Float.NaN, BF16_DROPPED)).isNaN();
    assertThat(RoundedWeights.round(0x1.ffp0f, 0)).isEqualTo(0x1.ffp0f);
  }
}
