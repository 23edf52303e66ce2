package org.speakerbench.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

class GateTest {
  private static final int ROUNDS = 400;
  private static final Work OTHER = Runs.E2E.by("python");

  @Test
  void percentagesAreRead() {
    assertThat(Gate.parse("5%").band()).isEqualTo(0.05);
    assertThat(Gate.parse(" 2.5% ").band()).isEqualTo(0.025);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0%", "-1%", "%", "five%", "NaN%", "Infinity%", "100000%"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Gate.parse(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("--gate: found " + text + ", expected a percentage such as 5%");
  }

  @Test
  void oneSlowRowFailsAndRowsThatCannotBeTestedDecideNothing() {
    Gate gate = Gate.parse("5%");
    ComparisonRow same = row(gate, five(100), five(100));
    ComparisonRow slow = row(gate, five(100), five(110));
    ComparisonRow few = row(gate, five(100), new double[] {110});

    assertThat(gate.decide(List.of(same))).isEqualTo(Gate.Outcome.PASS);
    assertThat(gate.decide(List.of(same, few))).isEqualTo(Gate.Outcome.UNDECIDED);
    assertThat(gate.decide(List.of(same, slow, few))).isEqualTo(Gate.Outcome.FAIL);
    assertThat(gate.decide(List.of(few))).isEqualTo(Gate.Outcome.UNDECIDED);
    assertThat(gate.decide(List.of())).isEqualTo(Gate.Outcome.UNDECIDED);
    assertThat(gate.line(List.of(same, slow, few)))
        .isEqualTo(
            "gate: FAIL (rows of e2e and extract by wall clock: 3, of which 1 worse by more than the"
                + " band, 0 cannot be told, 1 not tested)");
  }

  /** Parts and other programs are shown, and decide nothing. */
  @Test
  void whatCallersGetDecides() {
    Gate gate = Gate.parse("5%");
    Work infer =
        new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.INFER, "campplus", 1, 1, 1, 3000);
    List<ComparisonRow> rows =
        Comparison.of(
                Runs.named("base").row(infer, five(100)).row(OTHER, five(100)).report(),
                Runs.named("new").row(infer, five(150)).row(OTHER, five(150)).report(),
                gate.band())
            .rows();

    assertThat(rows).extracting(ComparisonRow::verdict).containsOnly(ComparisonVerdict.WORSE);
    assertThat(gate.decide(rows)).isEqualTo(Gate.Outcome.UNDECIDED);
    assertThat(gate.decide(List.of(rows.get(0), rows.get(1), row(gate, five(100), five(100)))))
        .isEqualTo(Gate.Outcome.PASS);
  }

  /** The band is what a regression must exceed: 4% pass a gate of 5%, and fail one of 2%. */
  @Test
  void theBandDecidesHowMuchIsTooMuch() {
    assertThat(outcome(Gate.parse("5%"), five(100), five(104))).isEqualTo(Gate.Outcome.PASS);
    assertThat(outcome(Gate.parse("2%"), five(100), five(104))).isEqualTo(Gate.Outcome.FAIL);
  }

  /**
   * Forks with normal noise on a machine that becomes slower over the run. Forks of a round run
   * next to each other, so that the drift hits both sides. The rates are those of {@code
   * docs/comparing.md}.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 0.01, 0, 0.99",
    "5, 0.02, 0.03, 0.85",
    "9, 0.02, 0.03, 0.95",
    "9, 0.03, 0.10, 0.75"
  })
  void nullComparisonsPassAndTenPercentIsFound(
      int forks, double noise, double drift, double leastFound) {
    assertThat(failures(1.0, forks, noise, drift)).isLessThanOrEqualTo(ROUNDS / 100);
    assertThat(failures(1.1, forks, noise, drift))
        .isGreaterThanOrEqualTo((int) (ROUNDS * leastFound));
  }

  private static int failures(double slowdown, int forks, double noise, double drift) {
    Gate gate = Gate.parse("5%");
    Random random = new Random(11);
    int failures = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double[] base = new double[forks];
      double[] next = new double[forks];
      for (int fork = 0; fork < forks; fork++) {
        double machine = 1 + drift * fork / (forks - 1);
        base[fork] = 45 * machine * (1 + noise * random.nextGaussian());
        next[fork] = 45 * machine * slowdown * (1 + noise * random.nextGaussian());
      }
      Runs both = Runs.named("both").row(Runs.E2E.by(Work.BASE), base).row(Runs.E2E, next);
      Comparison comparison = Comparison.within(both.report(), gate.band()).orElseThrow();
      failures += gate.decide(comparison.rows()) == Gate.Outcome.FAIL ? 1 : 0;
    }
    return failures;
  }

  private static Gate.Outcome outcome(Gate gate, double[] base, double[] next) {
    return gate.decide(List.of(row(gate, base, next)));
  }

  private static ComparisonRow row(Gate gate, double[] base, double[] next) {
    return Comparison.of(
            Runs.named("base").row(Runs.E2E, base).report(),
            Runs.named("new").row(Runs.E2E, next).report(),
            gate.band())
        .rows()
        .get(0);
  }

  private static double[] five(double ms) {
    return new double[] {ms, ms * 1.001, ms * 0.999, ms * 1.002, ms * 0.998};
  }
}
