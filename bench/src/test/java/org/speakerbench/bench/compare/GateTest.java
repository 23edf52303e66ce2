package org.speakerbench.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.compare.GateDecision.Outcome;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

class GateTest {
  private static final int ROUNDS = 200;
  private static final Gate GATE = new Gate(0.05);
  private static final Work OTHER = Runs.E2E.by("python");

  @Test
  void percentagesAreRead() {
    assertThat(Gate.parse("5%", false).band()).isEqualTo(0.05);
    assertThat(Gate.parse(" 2.5% ", false).band()).isEqualTo(0.025);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0%", "-1%", "%", "five%", "NaN%", "Infinity%", "100000%"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Gate.parse(text, false))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("--gate: found " + text + ", expected a percentage such as 5%");
  }

  @Test
  void aGatePassesOnlyWhereTheBandIsExcluded() {
    ComparisonRow same = row(five(100), five(100));
    ComparisonRow slow = row(five(100), five(110));
    ComparisonRow faster = row(five(100), five(80));
    ComparisonRow few = row(five(100), new double[] {110});
    ComparisonRow wide = row(five(100), new double[] {93, 99, 100, 104, 116});

    assertThat(outcome(same)).isEqualTo(Outcome.PASS);
    assertThat(outcome(faster, same)).isEqualTo(Outcome.PASS);
    assertThat(wide.verdict()).isEqualTo(ComparisonVerdict.CANNOT_TELL);
    assertThat(wide.ratioHigh()).isGreaterThan(1.05);
    assertThat(outcome(same, wide)).isEqualTo(Outcome.UNDECIDED);
    assertThat(outcome(same, few)).isEqualTo(Outcome.UNDECIDED);
    assertThat(outcome(same, slow, few, wide)).isEqualTo(Outcome.FAIL);
    assertThat(outcome(few)).isEqualTo(Outcome.UNDECIDED);
    assertThat(outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  /** Far from the band on its lower side nothing is left to be told: it is not slower. */
  @Test
  void aWideIntervalBelowTheBandIsDecided() {
    ComparisonRow noisy = row(five(100), new double[] {70, 75, 88, 96, 101});

    assertThat(noisy.verdict()).isEqualTo(ComparisonVerdict.CANNOT_TELL);
    assertThat(noisy.ratioLow()).isLessThan(0.95);
    assertThat(noisy.ratioHigh()).isBetween(0.95, 1.05);
    assertThat(outcome(noisy)).isEqualTo(Outcome.PASS);
  }

  /** All above the band, yet not by the rank test: five forks with one that overlaps. */
  @Test
  void anIntervalAboveTheBandWithoutTheRankTestIsUndecided() {
    ComparisonRow row =
        row(new double[] {100, 100, 100, 100, 114}, new double[] {113, 120, 121, 122, 123});

    assertThat(row.ratioLow()).isGreaterThan(1.05);
    assertThat(row.pValue()).isGreaterThan(0.01);
    assertThat(outcome(row)).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void whatIsNoEvidenceDecidesNothing() {
    Runs invalid = both().invalid("load on the machine: 50%");
    Runs smoke = both().smoke();

    assertThat(decide(invalid, five(100), five(100)))
        .returns(Outcome.UNDECIDED, GateDecision::outcome)
        .extracting(GateDecision::line)
        .isEqualTo(
            "gate: UNDECIDED (e2e and extract by wall clock: none worse, but 1 of 1 rows undecided;"
                + " first campplus e2e 3000 ms: the base is INVALID: load on the machine: 50%; more"
                + " forks (--forks), a longer --profile or a quieter machine can decide it)");
    assertThat(decide(both().invalid("x"), five(100), five(150)).outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(decide(smoke, five(100), five(150)).outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void theLineSaysWhatDecided() {
    ComparisonRow same = row(five(100), five(100));
    ComparisonRow wide = row(five(100), new double[] {93, 99, 100, 104, 116});

    assertThat(decide(same, same).line())
        .isEqualTo(
            "gate: PASS (e2e and extract by wall clock: a slowdown of 5% is excluded for all rows,"
                + " 2)");
    assertThat(decide(same, row(five(100), five(110)), wide).line())
        .isEqualTo(
            "gate: FAIL (e2e and extract by wall clock: 1 worse by more than 5%, 1 of 3 rows"
                + " undecided; first campplus e2e 3000 ms: ratio 1.100 [1.098, 1.103])");
    assertThat(decide(wide).line())
        .contains("campplus e2e 3000 ms: ratio 1.024 [", "] reaches beyond 1.05; more forks");
    assertThat(decide().line())
        .isEqualTo(
            "gate: UNDECIDED (e2e and extract by wall clock: no such row; measure one, for instance"
                + " with --stages e2e)");
  }

  @Test
  void aModelThatNeverRanOnBothSidesLeavesTheGateUndecided() {
    Work other =
        new Work("speakerbench", Scenario.SINGLE_STREAM, Stage.E2E, "other", 1, 1, 1, 3000);
    GateDecision decision = decide(both().row(other, five(100)), five(100), five(100));

    assertThat(decision.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(decision.line())
        .contains("1 of 2 rows undecided; first other e2e 3000 ms: no round in which both sides");
  }

  @Test
  void differentMachinesDecideOnlyIfTheyMay() {
    Comparison comparison =
        Comparison.of(
            Runs.named("base").row(Runs.E2E, five(100)).report(),
            Runs.named("new").fact("cpu", "l2_kib", 1024).row(Runs.E2E, five(110)).report(),
            GATE.band());

    assertThat(GATE.decide(comparison).outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(GATE.decide(comparison).line())
        .isEqualTo(
            "gate: UNDECIDED (the machines are different: measure both in one run with --against, or"
                + " let it decide all the same with --across-machines)");
    assertThat(Gate.parse("5%", true).decide(comparison).outcome()).isEqualTo(Outcome.FAIL);
  }

  /** Parts and other programs are shown, and decide nothing. */
  @Test
  void whatCallersGetDecides() {
    Work infer =
        new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.INFER, "campplus", 1, 1, 1, 3000);
    List<ComparisonRow> rows =
        Comparison.of(
                Runs.named("base").row(infer, five(100)).row(OTHER, five(100)).report(),
                Runs.named("new").row(infer, five(150)).row(OTHER, five(150)).report(),
                GATE.band())
            .rows();

    assertThat(rows).extracting(ComparisonRow::verdict).containsOnly(ComparisonVerdict.WORSE);
    assertThat(decide(rows.toArray(ComparisonRow[]::new)).outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(outcome(rows.get(0), rows.get(1), row(five(100), five(100))))
        .isEqualTo(Outcome.PASS);
  }

  /** The band is what a regression must exceed: 4% pass a gate of 5%, and fail one of 2%. */
  @Test
  void theBandDecidesHowMuchIsTooMuch() {
    assertThat(outcome(row(five(100), five(104)))).isEqualTo(Outcome.PASS);
    Gate strict = new Gate(0.02);
    Comparison comparison = compare(five(100), five(104), strict.band());
    assertThat(strict.decide(comparison).outcome()).isEqualTo(Outcome.FAIL);
  }

  /**
   * Forks with normal noise on a machine that becomes slower over the run. Forks of a round run
   * next to each other, so that the drift hits both sides. How many of {@value #ROUNDS} gates pass,
   * fail and are undecided: the rates of {@code docs/comparing.md}.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 0.01, 0, 200-0-0, 13-14-173, 0-200-0",
    "5, 0.02, 0.03, 187-0-13, 13-13-174, 0-181-19",
    "9, 0.02, 0.03, 199-0-1, 1-4-195, 0-197-3",
    "5, 0.03, 0.10, 126-0-74, 13-2-185, 0-60-140",
    "9, 0.03, 0.10, 175-0-25, 1-4-195, 0-162-38",
    "15, 0.03, 0.10, 193-0-7, 0-3-197, 0-193-7"
  })
  void ratesOfMadeUpForks(
      int forks, double noise, double drift, String unchanged, String atTheBand, String slower) {
    assertThat(rates(1.0, forks, noise, drift)).isEqualTo(unchanged);
    assertThat(rates(1.05, forks, noise, drift)).isEqualTo(atTheBand);
    assertThat(rates(1.1, forks, noise, drift)).isEqualTo(slower);
  }

  private static String rates(double slowdown, int forks, double noise, double drift) {
    Random random = new Random(11);
    Map<Outcome, Integer> rates = new EnumMap<>(Outcome.class);
    for (int round = 0; round < ROUNDS; round++) {
      double[] base = new double[forks];
      double[] next = new double[forks];
      for (int fork = 0; fork < forks; fork++) {
        double machine = 1 + drift * fork / (forks - 1);
        base[fork] = 45 * machine * (1 + noise * random.nextGaussian());
        next[fork] = 45 * machine * slowdown * (1 + noise * random.nextGaussian());
      }
      rates.merge(decide(both(), base, next).outcome(), 1, Integer::sum);
    }
    return Arrays.stream(Outcome.values())
        .map(outcome -> rates.getOrDefault(outcome, 0).toString())
        .collect(Collectors.joining("-"));
  }

  private static Runs both() {
    return Runs.named("both");
  }

  private static GateDecision decide(Runs both, double[] base, double[] next) {
    Runs runs = both.row(Runs.E2E.by(Work.BASE), base).row(Runs.E2E, next);
    return GATE.decide(Comparison.within(runs.report(), GATE.band()).orElseThrow());
  }

  private static Outcome outcome(ComparisonRow... rows) {
    return decide(rows).outcome();
  }

  private static GateDecision decide(ComparisonRow... rows) {
    return GATE.decide(new Comparison(List.of(rows), List.of(), Machines.ONE, List.of()));
  }

  private static ComparisonRow row(double[] base, double[] next) {
    return compare(base, next, GATE.band()).rows().get(0);
  }

  private static Comparison compare(double[] base, double[] next, double band) {
    return Comparison.of(
        Runs.named("base").row(Runs.E2E, base).report(),
        Runs.named("new").row(Runs.E2E, next).report(),
        band);
  }

  private static double[] five(double ms) {
    return new double[] {ms, ms * 1.001, ms * 0.999, ms * 1.002, ms * 0.998};
  }
}
