package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.MemoryFigures;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RtfFigures;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;

/** What a run says of itself: never more than its rows carry. */
class AnswerTest {
  private static final Validity GOOD = new Validity(List.of(), List.of());
  private static final Validity FEW = new Validity(List.of(Validity.tooFewForks(2, 5)), List.of());

  private final List<SummaryRow> rows = new ArrayList<>();
  private final Map<String, Fact> facts =
      new LinkedHashMap<>(Map.of("profile", Fact.of("standard", "test")));

  private static Work work(Stage stage, String model) {
    return new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, stage, model, 1, 1, 1, 3000);
  }

  private static Validity loaded(double percent) {
    return new Validity(
        List.of("load on the machine: " + percent + "% of all CPUs, expected at most 10.0%"),
        List.of());
  }

  /** A row whose interval reaches as far to either side. */
  private void add(Work work, double rtf, double half, Validity validity, Verdict verdict) {
    rows.add(
        new SummaryRow(
            Fixture.RUN,
            work,
            Clock.WALL,
            work.model().isEmpty()
                ? null
                : new ModelFacts(work.model(), true, "aa", OptionalLong.empty(), 512, "fp32", ""),
            OptionalLong.empty(),
            validity.firstLook() ? 2 : 5,
            SampleStatistics.ofCalls(new double[] {1, 2}),
            new Outliers(0, 0, 0, 0),
            new RtfFigures(rtf, rtf - half, rtf + half, Double.NaN, Double.NaN, 1 / rtf),
            Interval.Kind.BETWEEN_FORKS,
            MemoryFigures.UNKNOWN,
            Double.NaN,
            Double.NaN,
            verdict,
            validity,
            ""));
  }

  private void add(String model, double rtf, double half, Validity validity) {
    add(work(Stage.E2E, model), rtf, half, validity, Verdict.VERIFIED);
  }

  private Answer answer() {
    return Answer.of(
        new ReportData(Environment.of(Map.of(RunSettings.GROUP, facts)), rows, List.of()));
  }

  @Test
  void theFastestAndByHowMuch() {
    add("eres2net-base", 0.0442, 0.0005, GOOD);
    add("campplus", 0.017, 0.0004, GOOD);
    add("eres2netv2", 0.111, 0.002, GOOD);
    assertThat(answer().lines())
        .containsExactly(
            "CAM++ is the fastest here: RTF 0.0170 [0.0166, 0.0174], 59 times faster than real time"
                + " and 2.6 times faster than ERes2Net-Base.",
            "All three agree with Python (VERIFIED).",
            "All 3 figures are evidence (VALID).");
  }

  @Test
  void whatOverlapsIsNotToldApart() {
    add("campplus", 0.017, 0.002, GOOD);
    add("eres2net-base", 0.018, 0.002, GOOD);
    add("eres2netv2", 0.111, 0.002, GOOD);
    assertThat(answer().speed())
        .containsExactly(
            "CAM++ and ERes2Net-Base are the fastest here, and which of them is the fastest cannot be"
                + " told, as their intervals overlap or are missing: RTF 0.0170 [0.0150, 0.0190] and"
                + " 0.0180 [0.0160, 0.0200].");
  }

  @Test
  void whatTunedGraphsGainIsToldWhereIntervalsTellItApart() {
    add("campplus", 0.0175, 0.0004, GOOD);
    add("campplus (tuned)", 0.0125, 0.0003, GOOD);
    add("eres2net-base", 0.044, 0.003, GOOD);
    add("eres2net-base (tuned)", 0.040, 0.002, GOOD);
    add("mine (tuned)", 0.5, 0.002, GOOD); // its official graph was not run
    assertThat(answer().speed())
        .contains(
            "Tuned graphs make CAM++ 1.40 times faster; whether ERes2Net-Base (tuned) is faster cannot"
                + " be told, as intervals overlap or figures are INVALID.");
  }

  @Test
  void withoutAnIntervalNothingIsClaimed() {
    add("campplus", 0.017, Double.NaN, FEW);
    add("eres2net-base", 0.9, Double.NaN, FEW);
    assertThat(answer().speed().get(0))
        .startsWith(
            "On this first look CAM++ and ERes2Net-Base: which of them is the fastest cannot");
  }

  @Test
  void twoForksByDesignAreAFirstLookAndNothingToActOn() {
    facts.put("profile", Fact.of("quick", "test"));
    add("campplus", 0.017, 0.0004, FEW);
    add("eres2net-base", 0.0442, 0.0005, FEW);
    Answer answer = answer();
    assertThat(answer.speed().get(0)).startsWith("On this first look CAM++ is the fastest here");
    assertThat(answer.evidence())
        .containsExactly("First look: two forks; --profile standard gives evidence.");
    assertThat(answer.actions()).isEmpty();
  }

  @Test
  void aSoakIsForMemory() {
    facts.put("profile", Fact.of("soak", "test"));
    add("campplus", 0.017, 0.0004, FEW);
    assertThat(answer().evidence().get(0))
        .startsWith("Soak: two forks, to see whether memory grows");
  }

  @Test
  void disturbedModelsAreLeftOutAndTheUserIsTold() {
    add("campplus", 0.017, 0.0004, loaded(47.1));
    add("eres2net-base", 0.0442, 0.0005, GOOD);
    add("eres2netv2", 0.111, 0.002, loaded(52.3));
    Answer answer = answer();
    assertThat(answer.speed())
        .containsExactly(
            "ERes2Net-Base has an RTF of 0.0442 [0.0437, 0.0447]: 23 times faster than real time.",
            "Left out, as INVALID: CAM++ and ERes2NetV2.");
    assertThat(answer.actions())
        .containsExactly(
            "2 of the table's 3 figures are INVALID, no evidence: load on the machine: 47.1 to 52.3%"
                + " of all CPUs, expected at most 10.0%. Measure again, with nothing else running.");
  }

  @Test
  void whereAllIsDisturbedNoModelIsTheFastest() {
    add("campplus", 0.017, 0.0004, loaded(47.1));
    add("eres2net-base", 0.0442, 0.0005, loaded(50));
    assertThat(answer().speed().get(0))
        .startsWith(
            "Which model is the fastest cannot be told: all figures of the table are INVALID.");
    rows.remove(1);
    assertThat(answer().speed())
        .containsExactly(
            "CAM++ has an RTF of 0.0170 [0.0166, 0.0174], which is no evidence: the figure is"
                + " INVALID.");
  }

  @Test
  void aDisturbedStageBesideTheTableIsNothingToActOn() {
    add("campplus", 0.017, 0.0004, GOOD);
    add(work(Stage.INFER, "campplus"), 0.017, 0.0004, loaded(12), Verdict.VERIFIED);
    Answer answer = answer();
    assertThat(answer.actions()).isEmpty();
    assertThat(answer.evidence())
        .containsExactly(
            "1 of 2 figures are evidence (VALID); 1 is INVALID, none of them in this table.");
  }

  @Test
  void aSmokeRunClaimsNothing() {
    add(work(Stage.E2E, "campplus"), 0.017, 0.0004, loaded(47.1), Verdict.SMOKE);
    assertThat(answer().lines()).containsExactly(Answer.SMOKE);
    assertThat(FindingsText.of(rows)).isEmpty();
  }

  @Test
  void whatWasNotCheckedIsNamed() {
    add("campplus", 0.017, 0.0004, GOOD);
    add(work(Stage.E2E, "mine"), 0.5, 0.01, GOOD, Verdict.UNVERIFIED);
    assertThat(answer().right())
        .containsExactly(
            "CAM++ agrees with Python (VERIFIED).",
            "mine was not checked: there is no reference for this model and clip (UNVERIFIED).");
  }

  @Test
  void failedForksAndCutOffRunsAreSaidFirst() {
    facts.put("complete", Fact.of(false, "test"));
    facts.put("failed_forks", Fact.of(List.of("fork 3 of campplus e2e: exit code 137"), "test"));
    add("campplus", 0.017, 0.0004, GOOD);
    assertThat(answer().lines())
        .startsWith(Answer.CUT_OFF, "FAILED: fork 3 of campplus e2e: exit code 137");
  }

  @Test
  void aSweepSaysWhatMoreOfEachGives() {
    for (int threads : new int[] {1, 2}) {
      add(
          new Work(
              Work.SPEAKERBENCH,
              Scenario.SINGLE_STREAM,
              Stage.E2E,
              "campplus",
              threads,
              1,
              1,
              3000),
          0.02 / threads,
          0.0004,
          GOOD,
          Verdict.VERIFIED);
    }
    add(
        new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.E2E, "campplus", 1, 1, 1, 10_000),
        0.0201,
        0.0004,
        GOOD,
        Verdict.UNVERIFIED);
    add(
        new Work(Work.SPEAKERBENCH, Scenario.OFFLINE, Stage.E2E, "campplus", 1, 4, 1, 3000),
        0.0062,
        0.0001,
        GOOD,
        Verdict.VERIFIED);
    assertThat(answer().speed())
        .containsExactly(
            "CAM++ has an RTF of 0.0200 [0.0196, 0.0204]: 50 times faster than real time, with 1"
                + " thread and 3,000 ms of audio.",
            "CAM++: with 2 threads 2.0 times faster than with 1 thread; with 4 workers 3.2 times"
                + " faster than with 1 worker; between 3,000 ms of audio and 10,000 ms of audio no"
                + " difference can be told.");
  }

  @Test
  void anOutsideProgramIsComparedFirst() {
    Work campplus = work(Stage.EXTRACT, "campplus");
    Work large = work(Stage.EXTRACT, "eres2net-large");
    add(campplus, 0.018, 0.0004, GOOD, Verdict.VERIFIED);
    add(campplus.by("cpp"), 0.027, 0.0004, GOOD, Verdict.VERIFIED);
    add(large, 0.17, 0.004, GOOD, Verdict.VERIFIED);
    add(large.by("cpp"), 0.172, 0.004, GOOD, Verdict.VERIFIED);
    assertThat(answer().speed().get(0))
        .isEqualTo(
            "speakerbench is, from file to file, 1.50 times faster than cpp with CAM++ and not to be"
                + " told from cpp with ERes2Net-Large.");
  }

  @Test
  void featuresAloneAreAnswered() {
    add(
        new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.FBANK, "", 0, 1, 1, 3000),
        0.00006,
        0.000001,
        GOOD,
        Verdict.VERIFIED);
    assertThat(answer().lines())
        .startsWith(
            "FBank has an RTF of 0.000060 [0.000059, 0.000061]: 16,667 times faster than real time.");
  }

  @Test
  void numbersBecomeRangesAndWordsStay() {
    add("campplus", 0.017, 0.0004, loaded(47.1));
    add("eres2net-base", 0.0442, 0.0005, loaded(52.3));
    add("eres2netv2", 0.111, 0.002, new Validity(List.of("throttled"), List.of()));
    assertThat(FindingsText.of(rows))
        .containsExactly(
            "INVALID: load on the machine: 47.1 to 52.3% of all CPUs, expected at most 10.0%: 2 rows"
                + " (campplus e2e wall, 3000 ms; eres2net-base e2e wall, 3000 ms)",
            "INVALID: throttled: 1 row (eres2netv2 e2e wall, 3000 ms)");
  }
}
