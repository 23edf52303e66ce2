package org.speakerbench.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MiddleHalfTest {
  @Test
  void isThatOfItsPart() {
    assertThat(MiddleHalf.mean(new double[] {9, 1, 3, 900})).isEqualTo(6);
    assertThat(MiddleHalf.mean(new double[] {1, 2, 6})).isEqualTo(3);
    assertThat(MiddleHalf.mean(new double[] {8, 1, 2, 3, 4, 5, 6, 7})).isEqualTo(4.5);
    assertThat(MiddleHalf.mean(new double[] {7})).isEqualTo(7);
  }
}
