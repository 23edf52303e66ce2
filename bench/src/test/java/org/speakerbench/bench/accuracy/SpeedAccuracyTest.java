package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Estimate;
import org.speakerbench.bench.format.MemoryFigures;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RtfFigures;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.TrialFacts;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;
import org.speakerbench.engine.score.Rate;
import org.speakerbench.engine.zoo.ModelLabel;

/** Models a, fast, and b, slow: as often right where nothing else is said. */
class SpeedAccuracyTest {
  private static final String TRIALS = "aa11";
  private static final List<SummaryRow> SPEED = List.of(timed("a", 1, 3000), timed("b", 1, 3000));

  private static RunFacts run(String id) {
    return new RunFacts(id, "2026-01-02T03:04:05Z", "label", "CPU", "0ab");
  }

  private static ModelFacts model(String name) {
    return new ModelFacts(
        name,
        false,
        "sha " + name,
        OptionalLong.empty(),
        192,
        "fp32",
        "weights of " + ModelLabel.parse(name).model());
  }

  private static AccuracyRow evaluated(String run, String model, int cropMs, String trials) {
    return evaluated(run, model, new TrialFacts("speech", 20, 30, 6, 0, 5000, trials), cropMs);
  }

  private static AccuracyRow evaluated(String run, String model, TrialFacts trials, int cropMs) {
    return new AccuracyRow(
        run(run),
        model(model),
        OptionalLong.empty(),
        new AccuracyWork(AccuracyWork.OWN, TrialSides.BOTH, cropMs, AccuracyWork.COSINE),
        trials,
        Map.of(Rate.EER, new Estimate(0.02, 0.01, 0.03)),
        Estimate.NONE,
        AccuracyVerdict.REFERENCE,
        "",
        Double.NaN,
        Double.NaN,
        Double.NaN,
        "");
  }

  private static SummaryRow timed(String model, int threads, int audioMs) {
    return summary(model, Stage.E2E, threads, audioMs, MemoryFigures.UNKNOWN);
  }

  private static SummaryRow summary(
      String model, Stage stage, int threads, int audioMs, MemoryFigures memory) {
    double rtf = (model.equals("a") ? 0.01 : 0.05) / threads;
    return new SummaryRow(
        run("timed"),
        new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, stage, model, threads, 1, 1, audioMs),
        Clock.WALL,
        model(model),
        OptionalLong.empty(),
        5,
        new SampleStatistics(9, rtf, rtf, 0, 0, rtf, rtf, rtf),
        new Outliers(0, 0, 0, 0),
        new RtfFigures(rtf, 0.9 * rtf, 1.1 * rtf, Double.NaN, Double.NaN, 1 / rtf),
        Interval.Kind.BETWEEN_FORKS,
        memory,
        Double.NaN,
        Double.NaN,
        Verdict.UNVERIFIED,
        new Validity(List.of(), List.of()),
        "");
  }

  private static SummaryRow memory(String model, int threads, double peakMb) {
    return summary(
        model,
        Stage.COLD,
        threads,
        3000,
        new MemoryFigures(
            Double.NaN, Double.NaN, Double.NaN, new ProcessMemory(1, 2, 3, 4, peakMb, 5)));
  }

  private static List<SpeedAccuracy> joined(List<SummaryRow> summary, AccuracyRow... rows) {
    return SpeedAccuracy.of(
        new ReportData(Environment.of(Map.of()), summary, List.of(), List.of(rows)));
  }

  private static List<Optional<Pareto.Place>> places(
      List<SummaryRow> summary, AccuracyRow... rows) {
    return joined(summary, rows).stream().map(SpeedAccuracy::place).toList();
  }

  /** What a run is called does not matter, as what was scored is known. */
  @Test
  void modelsOfTheSameTrialsAreComparedWhoeverRanThem() {
    assertThat(
            places(SPEED, evaluated("e1", "a", 3000, TRIALS), evaluated("e2", "b", 3000, TRIALS)))
        .containsExactly(
            Optional.of(Pareto.Place.FRONT), Optional.of(Pareto.Place.MAYBE_DOMINATED));
  }

  @Test
  void onOtherTrialsSpeechOrCropTheyAreNot() {
    AccuracyRow a = evaluated("e", "a", 3000, TRIALS);
    TrialFacts elsewhere = new TrialFacts("other", 20, 30, 6, 0, 5000, TRIALS);
    for (AccuracyRow b :
        List.of(
            evaluated("e", "b", 3000, "bb22"),
            evaluated("e", "b", elsewhere, 3000),
            evaluated("e", "b", AccuracyWork.WHOLE, TRIALS))) {
      assertThat(joined(SPEED, a, b)).allMatch(one -> one.speed().isPresent());
      assertThat(places(SPEED, a, b)).containsExactly(Optional.empty(), Optional.empty());
    }
    assertThat(places(SPEED, evaluated("e", "a", 3000, ""), evaluated("e", "b", 3000, "")))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void aModelAloneOrBesideItselfIsOnNoFront() {
    AccuracyRow a = evaluated("e1", "a", 3000, TRIALS);
    assertThat(places(SPEED, a)).containsExactly(Optional.empty());
    assertThat(places(SPEED, a, evaluated("e2", "a", 3000, TRIALS)))
        .containsExactly(Optional.empty(), Optional.empty());
    assertThat(places(List.of(SPEED.get(0)), a, evaluated("e1", "b", 3000, TRIALS)))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void wholeClipsAreComparedAtOneLengthOfAudio() {
    AccuracyRow a = evaluated("e", "a", AccuracyWork.WHOLE, TRIALS);
    AccuracyRow b = evaluated("e", "b", AccuracyWork.WHOLE, TRIALS);
    List<SummaryRow> apart = List.of(timed("a", 1, 3000), timed("b", 1, 5000));
    assertThat(places(apart, a, b)).containsExactly(Optional.empty(), Optional.empty());
    List<SummaryRow> both = List.of(apart.get(0), apart.get(1), timed("a", 1, 5000));
    assertThat(places(both, a, b)).allMatch(Optional::isPresent);
    assertThat(joined(both, a, b)).allMatch(one -> one.speed().get().work().audioMs() == 5000);
  }

  @Test
  void onlyOneThreadIsAsked() {
    AccuracyRow a = evaluated("e", "a", 3000, TRIALS);
    SpeedAccuracy two = joined(List.of(timed("a", 2, 3000), memory("a", 2, 90)), a).get(0);
    assertThat(two.speed()).isEmpty();
    assertThat(two.memory()).isEmpty();
    SpeedAccuracy one =
        joined(
                List.of(
                    memory("a", 2, 90),
                    timed("a", 2, 3000),
                    timed("a", 1, 3000),
                    memory("a", 1, 80)),
                a)
            .get(0);
    assertThat(one.speed().get().rtf().rtf()).isEqualTo(0.01);
    assertThat(one.memory().get().memory().process().peakMb()).isEqualTo(80);
  }

  /** The weights of both are the same. */
  @Test
  void theSpeedOfATunedGraphIsNotThatOfTheOfficialOne() {
    List<SpeedAccuracy> rows =
        joined(
            List.of(timed("b (tuned)", 1, 3000), timed("b", 1, 3000)),
            evaluated("e", "b", 3000, TRIALS),
            evaluated("e", "b (tuned)", 3000, TRIALS));
    assertThat(rows)
        .extracting(row -> row.speed().orElseThrow().work().model())
        .containsExactly("b", "b (tuned)");
  }
}
