package org.speakerbench.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final List<Total> FORKS =
      groups(new double[][] {{10, 10}, {11, 11}, {12, 12}, {13, 13}, {14, 14}});

  @Test
  void iterationsOfOneSampleGiveStudentsInterval() {
    Interval interval = Interval.withinRun(groups(new double[][] {{1}, {2}, {3}, {4}}));

    // mean 2.5, sd sqrt(5/3), t(3, 0.995) = 5.8409093
    double half = 5.8409093 * Math.sqrt(5.0 / 3) / 2;
    assertThat(interval.low()).isCloseTo(Math.max(0, 2.5 - half), within(1e-6));
    assertThat(interval.high()).isCloseTo(2.5 + half, within(1e-6));
    assertThat(interval.kind()).isEqualTo(Interval.Kind.WITHIN_RUN);
  }

  @Test
  void iterationsOfUnequalSizeAreWeighedBySize() {
    Interval interval = Interval.withinRun(groups(new double[][] {{10, 10, 10}, {16}, {10, 10}}));

    // mean 66/6 = 11; residuals 30-33, 16-11, 20-22: squares 9 + 25 + 4 = 38;
    // t(2, 0.995) = 9.9248432; half = t sqrt(38 * 3 / 2) / 6
    double half = 9.9248432 * Math.sqrt(57) / 6;
    assertThat(interval.high()).isCloseTo(11 + half, within(1e-6));
    assertThat(interval.low()).isZero();
  }

  @Test
  void twoIterationsGiveNone() {
    Interval interval = Interval.withinRun(groups(new double[][] {{1}, {2}}));

    assertThat(interval.kind()).isEqualTo(Interval.Kind.NONE);
    assertThat(interval.low()).isNaN();
    assertThat(interval.high()).isNaN();
  }

  @Test
  void theBootstrapDrawsForks() {
    Interval interval = Interval.betweenForks(FORKS);

    assertThat(interval.kind()).isEqualTo(Interval.Kind.BETWEEN_FORKS);
    // The means of five draws out of 10 to 14 have sd sqrt(2/5) = 0.632 around 12.
    assertThat(interval.low()).isBetween(10.2, 10.8);
    assertThat(interval.high()).isBetween(13.2, 13.8);
  }

  @Test
  void theBootstrapIsTheSameEachTime() {
    assertThat(Interval.betweenForks(FORKS)).isEqualTo(Interval.betweenForks(FORKS));
  }

  @Test
  void forksThatAgreeGiveAPoint() {
    Interval interval = Interval.betweenForks(groups(new double[][] {{7}, {7, 7}, {7}, {7}, {7}}));

    assertThat(interval.low()).isEqualTo(7);
    assertThat(interval.high()).isEqualTo(7);
  }

  /** Totals of groups of times. */
  private static List<Total> groups(double[][] groups) {
    return Arrays.stream(groups)
        .map(group -> new Total(Arrays.stream(group).sum(), group.length))
        .toList();
  }
}
