package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.speakerbench.golden.pack.Metric;

class MeasuredErrorTest {

  private static MeasuredError most(double limit, double value) {
    return MeasuredError.atMost(limit, Metric.MAX_ABS, value);
  }

  private static MeasuredError least(double limit, double value) {
    return MeasuredError.atLeast(limit, Metric.RELATIVE_L2, value);
  }

  @Test
  void aLimitItselfPasses() {
    assertThat(most(2, 2).passes()).isTrue();
    assertThat(most(2, Math.nextUp(2.0)).passes()).isFalse();
    assertThat(least(2, 2).passes()).isTrue();
    assertThat(least(2, Math.nextDown(2.0)).passes()).isFalse();
  }

  @Test
  void severityIsTheShareOfTheLimit() {
    assertThat(most(2, 3).severity()).isEqualTo(1.5);
    assertThat(most(0, 0).severity()).isZero();
    assertThat(most(0, 1e-9).severity()).isInfinite();
    assertThat(most(2, Double.NaN).severity()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(least(2, 0.5).severity()).isEqualTo(4);
    assertThat(least(2, 8).severity()).isEqualTo(0.25);
    MeasuredError cosine = MeasuredError.atLeast(0.75, Metric.COSINE, 0.5);
    assertThat(cosine.severity()).isEqualTo(2);
    assertThat(MeasuredError.atLeast(0.999999, Metric.COSINE, 0.9999995).severity())
        .isCloseTo(0.5, within(1e-9));
    assertThat(MeasuredError.reported(Metric.COSINE, -1).severity()).isZero();
  }

  @Test
  void printsTheRelation() {
    assertThat(most(2, 1)).hasToString("max error 1.00 <= 2.00");
    assertThat(most(2, 3)).hasToString("max error 3.00 > 2.00");
    assertThat(least(2, 3)).hasToString("relative L2 3.00 >= 2.00");
    assertThat(least(2, 1)).hasToString("relative L2 1.00 < 2.00");
    MeasuredError reported = MeasuredError.reported(Metric.RMS, 0.5);
    assertThat(reported).hasToString("RMS error 0.500");
    assertThat(reported.limited()).isFalse();
    assertThat(reported.limit()).isNaN();
    assertThat(most(2, 1).limited()).isTrue();
  }
}
