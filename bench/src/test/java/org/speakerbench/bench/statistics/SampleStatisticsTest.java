package org.speakerbench.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleStatisticsTest {

  @Test
  void agreesWithValuesComputedByHand() {
    SampleStatistics ms = SampleStatistics.ofCalls(new double[] {2, 4, 4, 4, 5, 5, 7, 9});

    assertThat(ms.n()).isEqualTo(8);
    assertThat(ms.mean()).isEqualTo(5);
    assertThat(ms.median()).isEqualTo(4.5);
    // Squares of the deviations: 9 1 1 1 0 0 4 16, sum 32, over 7.
    assertThat(ms.sd()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    // Deviations from 4.5: 2.5 .5 .5 .5 .5 .5 2.5 4.5, whose median is 0.5.
    assertThat(ms.mad()).isEqualTo(0.5);
    assertThat(ms.min()).isEqualTo(2);
  }

  @Test
  void oneSampleHasNoDeviation() {
    SampleStatistics ms = SampleStatistics.ofCalls(new double[] {3});

    assertThat(ms.mean()).isEqualTo(3);
    assertThat(ms.median()).isEqualTo(3);
    assertThat(ms.mad()).isEqualTo(0);
    assertThat(ms.sd()).isNaN();
  }

  @Test
  void percentilesNeedEnoughSamples() {
    assertThat(SampleStatistics.ofCalls(ramp(63)).p90()).isNaN();
    assertThat(SampleStatistics.ofCalls(ramp(64)).p90()).isCloseTo(58.5, within(1e-9)); // 0.9 * 65
    assertThat(SampleStatistics.ofCalls(ramp(64)).p99()).isNaN();
    assertThat(SampleStatistics.ofCalls(ramp(661)).p99()).isNaN();
    assertThat(SampleStatistics.ofCalls(ramp(662)).p99())
        .isCloseTo(656.37, within(1e-9)); // 0.99 * 663
  }

  @Test
  void iterationsAreWeighedByTheirCalls() {
    SampleStatistics ms =
        SampleStatistics.ofIterations(List.of(new Total(30, 3), new Total(20, 1)));

    assertThat(ms.n()).isEqualTo(2);
    assertThat(ms.mean()).isEqualTo(12.5); // 50 ms over 4 calls
    assertThat(ms.median()).isEqualTo(15); // of 10 and 20
    assertThat(ms.min()).isEqualTo(10);
  }

  @Test
  void iterationsHaveNoPercentiles() {
    SampleStatistics ms = SampleStatistics.ofIterations(Collections.nCopies(999, new Total(6, 2)));

    assertThat(ms.p90()).isNaN();
    assertThat(ms.p99()).isNaN();
    assertThat(ms.median()).isEqualTo(3);
  }

  private static double[] ramp(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }
}
