package org.speakerbench.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FastestQuarterTest {
  @Test
  void isThatOfItsPart() {
    assertThat(FastestQuarter.mean(new double[] {9, 1, 3, 900})).isEqualTo(1);
    assertThat(FastestQuarter.mean(new double[] {5, 2, 8, 1, 9})).isEqualTo(1.5);
    assertThat(FastestQuarter.mean(new double[] {7})).isEqualTo(7);
  }
}
