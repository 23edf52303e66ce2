package org.speakerbench.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForkStatisticsTest {

  @Test
  void outliersAreCountedByTheirFence() {
    // Quartiles of 1 to 9 are 2.5 and 7.5: fences at -5 and 15, -12.5 and 22.5.
    double[] samples = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThat(Outliers.of(samples)).isEqualTo(new Outliers(0, 0, 0, 0));

    double[] many = new double[103];
    Arrays.setAll(many, i -> 100 + i % 10);
    many[0] = 93; // quartiles 102 and 107: fences at 94.5 and 114.5, 87 and 122
    many[1] = 80;
    many[2] = 120;
    assertThat(Outliers.of(many)).isEqualTo(new Outliers(1, 1, 1, 0));
    many[3] = 500;
    many[4] = 600;
    assertThat(Outliers.of(many)).isEqualTo(new Outliers(1, 1, 1, 2));
    assertThat(Outliers.of(new double[] {5})).isEqualTo(new Outliers(0, 0, 0, 0));
  }

  @Test
  void theRatioHasAnIntervalAroundIt() {
    Ratio ratio =
        Ratio.of(
            new double[] {10, 10.1, 9.9, 10.2, 9.8}, new double[] {11, 11.1, 10.9, 11.2, 10.8});

    assertThat(ratio.value()).isCloseTo(1.1, within(1e-12));
    assertThat(ratio.low()).isBetween(1.06, 1.09);
    assertThat(ratio.high()).isBetween(1.11, 1.14);
    assertThat(Ratio.of(new double[] {2, 2}, new double[] {3, 3}))
        .isEqualTo(new Ratio(1.5, 1.5, 1.5));
  }

  /** A slow phase that hits both of a pair makes no difference. */
  @Test
  void pairsShareWhatDisturbsThem() {
    double[] base = {10, 10, 14, 10, 12};
    double[] next = {11, 11, 15.4, 11, 13.2};

    Ratio pairs = Ratio.ofPairs(base, next);
    assertThat(pairs.low()).isCloseTo(1.1, within(1e-9));
    assertThat(pairs.high()).isCloseTo(1.1, within(1e-9));
    assertThat(Ratio.of(base, next).low()).isLessThan(1);
  }

  /** One run of four was interrupted, on either side. */
  @Test
  void pairsThatWereInterruptedAreInNoRatio() {
    double[] base = {10, 10, 90, 10, 12, 10, 10, 14};
    double[] next = {11, 95, 99, 11, 13.2, 11, 11, 15.4};

    assertThat(Ratio.ofDisturbedPairs(base, next).value()).isCloseTo(1.1, within(1e-9));
    assertThat(Ratio.ofPairs(base, next).value()).isGreaterThan(1.3);
    Ratio wide = Ratio.ofDisturbedPairs(new double[] {1, 1, 1, 1}, new double[] {1, 2, 3, 4});
    assertThat(wide.value()).isEqualTo(2.5);
    assertThat(wide.low()).isLessThan(1.6);
    assertThat(wide.high()).isGreaterThan(3.4);
  }

  @Test
  void driftIsSeenThroughForksThatDiffer() {
    List<double[]> steady =
        List.of(new double[] {10, 10.1, 9.9, 10}, new double[] {20, 19.9, 20.1, 20});
    assertThat(Drift.of(steady).relative()).isCloseTo(0, within(0.01));
    assertThat(Drift.of(steady).pValue()).isGreaterThan(0.1);

    List<double[]> slower =
        List.of(new double[] {10, 10.5, 11, 11.5}, new double[] {20, 21, 22, 23});
    Drift drift = Drift.of(slower);
    assertThat(drift.relative()).isCloseTo(1.5 / 10.75, within(1e-12));
    assertThat(drift.pValue()).isLessThan(1e-6);

    assertThat(Drift.of(List.of(new double[] {1, 2})).pValue()).isNaN();
  }

  @Test
  void spreadBetweenForksStandsBesideThatInside() {
    Spread spread = Spread.of(List.of(new double[] {9, 11}, new double[] {19, 21}));

    assertThat(spread.between()).isCloseTo(Math.sqrt(50) / 15, within(1e-12));
    assertThat(spread.inside()).isCloseTo(Math.sqrt(2) / 15, within(1e-12));
    assertThat(Spread.of(List.of(new double[] {1, 2})).between()).isNaN();
    assertThat(Spread.of(List.of(new double[] {1}, new double[] {2})).inside()).isNaN();
  }

  @Test
  void aSlopeIsNotMovedByAnOutlier() {
    double[] x = IntStream.range(0, 60).asDoubleStream().toArray();
    double[] y = Arrays.stream(x).map(minute -> 400 + 0.25 * minute).toArray();
    y[30] = 900;

    assertThat(Slope.of(x, y)).isCloseTo(0.25, within(1e-12));
  }
}
