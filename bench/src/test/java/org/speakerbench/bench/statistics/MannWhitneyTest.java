package org.speakerbench.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {

  /** Complete separation is 2 of all divisions. */
  @Test
  void theSmallestPIsThatOfTheTables() {
    assertThat(separated(5, 5)).isCloseTo(2.0 / 252, within(1e-12));
    assertThat(separated(4, 4)).isCloseTo(2.0 / 70, within(1e-12)); // never below 0.01
    assertThat(separated(9, 9)).isCloseTo(2.0 / 48_620, within(1e-12));
    assertThat(separated(30, 30))
        .isCloseTo(2 / CombinatoricsUtils.binomialCoefficientDouble(60, 30), within(1e-25));
  }

  private static double separated(int n, int m) {
    return MannWhitney.exactP(
        IntStream.range(0, n).asDoubleStream().toArray(),
        IntStream.range(100, 100 + m).asDoubleStream().toArray());
  }

  @Test
  void equalSidesDoNotDiffer() {
    assertThat(MannWhitney.exactP(new double[] {1, 2, 3}, new double[] {1, 2, 3})).isEqualTo(1);
    assertThat(MannWhitney.exactP(new double[] {7, 7}, new double[] {7, 7, 7})).isEqualTo(1);
  }

  @Test
  void everyDivisionIsCountedWithTiesToo() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      double[] a = random.doubles(2 + random.nextInt(4)).map(v -> Math.floor(v * 6)).toArray();
      double[] b = random.doubles(2 + random.nextInt(4)).map(v -> Math.floor(v * 6)).toArray();

      assertThat(MannWhitney.exactP(a, b))
          .as(Arrays.toString(a) + " " + Arrays.toString(b))
          .isCloseTo(byBruteForce(a, b), within(1e-12));
    }
  }

  /** Pairs in which a wins count 1, ties a half: as far from half of all pairs as any division. */
  private static double byBruteForce(double[] a, double[] b) {
    List<Double> all = new ArrayList<>();
    Arrays.stream(a).forEach(all::add);
    Arrays.stream(b).forEach(all::add);
    double found = Math.abs(wins(a, b) - a.length * b.length / 2.0);
    int extreme = 0;
    int total = 0;
    for (int mask = 0; mask < 1 << all.size(); mask++) {
      if (Integer.bitCount(mask) == a.length) {
        int chosen = mask;
        double[] x =
            IntStream.range(0, all.size())
                .filter(i -> (chosen >> i & 1) == 1)
                .mapToDouble(all::get)
                .toArray();
        double[] y =
            IntStream.range(0, all.size())
                .filter(i -> (chosen >> i & 1) == 0)
                .mapToDouble(all::get)
                .toArray();
        total++;
        if (Math.abs(wins(x, y) - a.length * b.length / 2.0) >= found - 1e-9) {
          extreme++;
        }
      }
    }
    return (double) extreme / total;
  }

  private static double wins(double[] a, double[] b) {
    double wins = 0;
    for (double x : a) {
      for (double y : b) {
        wins += x > y ? 1 : x == y ? 0.5 : 0;
      }
    }
    return wins;
  }

  /** With many values the exact p nears the normal approximation of commons-math. */
  @Test
  void manyValuesAgreeWithTheApproximation() {
    Random random = new Random(7);
    double[] a = random.doubles(60).toArray();
    double[] b = random.doubles(60).map(v -> v + 0.1).toArray();

    assertThat(MannWhitney.exactP(a, b))
        .isCloseTo(new MannWhitneyUTest().mannWhitneyUTest(a, b), within(0.01));
  }
}
