package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

class ErrorRatesTest {
  private static ErrorRates of(double[] targets, double[] nontargets) {
    return ScoredLists.of(targets, nontargets).errorRates();
  }

  private static double[] scores(double... scores) {
    return scores;
  }

  /**
   * By rejected scores: misses 0 0 0 1/2 1/2 1, false alarms 1 3/4 1/2 1/2 1/4 0 (of 1 2 3 4 5 6).
   */
  @Test
  void aCaseByHand() {
    ErrorRates rates = of(scores(3, 6), scores(1, 2, 4, 5));
    assertThat(rates.targets()).isEqualTo(2);
    assertThat(rates.nontargets()).isEqualTo(4);
    assertThat(rates.eer()).isCloseTo(0.5, within(1e-15));
    // Rejecting all below 6: half the targets, no false alarm.
    assertThat(rates.minDcf01()).isCloseTo(0.5, within(1e-15));
    assertThat(rates.minDcf05()).isCloseTo(0.5, within(1e-15));
    double cllr =
        (Math.log(1 + Math.exp(-3)) + Math.log(1 + Math.exp(-6))) / 2
            + (Math.log(1 + Math.exp(1))
                    + Math.log(1 + Math.exp(2))
                    + Math.log(1 + Math.exp(4))
                    + Math.log(1 + Math.exp(5)))
                / 4;
    assertThat(rates.cllr()).isCloseTo(cllr / 2 / Math.log(2), within(1e-14));
    // Pools: 1 2 (no target), 3 4 5 (one of three), 6: ratios 0, 1/2 times 4/2 = 1, infinite.
    assertThat(rates.minCllr()).isCloseTo((0.5 * 1 + 0.5 * 1) / 2, within(1e-15));
  }

  /** Between (1/2, 0) and (0, 1/2) the line crosses the diagonal at 1/4: nobody knows the order. */
  @Test
  void tiesAreDecidedTogether() {
    ErrorRates rates = of(scores(2, 3), scores(1, 2));
    assertThat(rates.eer()).isCloseTo(0.25, within(1e-15));
    assertThat(rates.minDcf05()).isCloseTo(0.5, within(1e-15));
    assertThat(of(scores(0.0, 1), scores(-0.0, -1))).isEqualTo(of(scores(0, 1), scores(0, -1)));
  }

  @Test
  void separatedScoresHaveNoError() {
    ErrorRates rates = of(scores(0.9, 0.8), scores(0.7, 0.1, -1));
    assertThat(rates.eer()).isZero();
    assertThat(rates.minDcf01()).isZero();
    assertThat(rates.minDcf05()).isZero();
    assertThat(rates.minCllr()).isZero();
    assertThat(rates.cllr()).isPositive();
  }

  @Test
  void equalScoresSayNothing() {
    ErrorRates rates = of(scores(0, 0, 0), scores(0, 0));
    assertThat(rates.eer()).isCloseTo(0.5, within(1e-15));
    assertThat(rates.minDcf01()).isEqualTo(1);
    assertThat(rates.minDcf05()).isEqualTo(1);
    assertThat(rates.cllr()).isCloseTo(1, within(1e-15));
    assertThat(rates.minCllr()).isCloseTo(1, within(1e-15));
  }

  @Test
  void invertedScoresAreWorseThanNone() {
    ErrorRates rates = of(scores(1, 2), scores(3, 4));
    assertThat(rates.eer()).isEqualTo(1);
    assertThat(rates.minDcf01()).isEqualTo(1);
    assertThat(rates.minCllr()).isCloseTo(1, within(1e-15));
  }

  @Test
  void infiniteScoresCountAsTheyRank() {
    double inf = Double.POSITIVE_INFINITY;
    ErrorRates right = of(scores(inf, 1), scores(-inf, 0));
    assertThat(right.eer()).isZero();
    assertThat(right.cllr())
        .isCloseTo((Math.log(1 + Math.exp(-1)) + Math.log(2)) / 4 / Math.log(2), within(1e-15));
    ErrorRates wrong = of(scores(-inf, 1), scores(0, -1));
    assertThat(wrong.eer()).isCloseTo(of(scores(-9, 1), scores(0, -1)).eer(), within(0.0));
    assertThat(wrong.cllr()).isInfinite();
    assertThat(wrong.minCllr()).isFinite();
  }

  /** All but Cllr know scores by their order only. */
  @Test
  void monotoneChangesOfTheScoresChangeNothing() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      double[] targets = draw(random, 2 + random.nextInt(40), 1);
      double[] nontargets = draw(random, 2 + random.nextInt(90), 0);
      ErrorRates before = of(targets, nontargets);
      for (DoubleUnaryOperator change :
          Arrays.<DoubleUnaryOperator>asList(x -> 3 * x - 7, Math::exp, Math::atan)) {
        ErrorRates after =
            of(
                DoubleStream.of(targets).map(change).toArray(),
                DoubleStream.of(nontargets).map(change).toArray());
        assertThat(after.eer()).isEqualTo(before.eer());
        assertThat(after.minDcf01()).isEqualTo(before.minDcf01());
        assertThat(after.minDcf05()).isEqualTo(before.minDcf05());
        assertThat(after.minCllr()).isEqualTo(before.minCllr());
      }
      assertThat(before.minCllr()).isLessThanOrEqualTo(before.cllr());
      assertThat(before.minDcf05()).isBetween(0.0, 1.0);
    }
  }

  private static double[] draw(Random random, int count, double mean) {
    return random
        .ints(count, 0, 20) // some ties
        .mapToDouble(step -> mean + step / 10.0)
        .toArray();
  }

  @Test
  void withoutOneClassThereIsNoRate() {
    Trials some = ScoredLists.pairs(2, 2).where(Trial::target);
    ScoredTrials scored = ScoredTrials.of(some, new double[some.size()]);
    assertThatThrownBy(scored::errorRates)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found 2 target and 0 nontarget trials with scores");
  }
}
