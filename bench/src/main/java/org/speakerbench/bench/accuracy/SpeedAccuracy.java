package org.speakerbench.bench.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.bench.format.Work;

/**
 * A model with its own front end: how often it is wrong, what it takes, and whether another is both
 * faster and more often right.
 *
 * @param accuracy cosines of the model's own front end
 * @param speed its time, end to end in one thread; empty if it was not measured
 * @param memory its memory; empty if it was not measured
 * @param place beside the other models that {@link Front} lets it stand beside; empty without any
 */
public record SpeedAccuracy(
    AccuracyRow accuracy,
    Optional<SummaryRow> speed,
    Optional<SummaryRow> memory,
    Optional<Pareto.Place> place) {

  /**
   * What models have in common that are compared.
   *
   * @param run of the speed
   * @param audioMs that was timed
   */
  public record Front(
      String run, String speech, int cropMs, String score, String trialsSha256, int audioMs) {}

  /**
   * Joins the rows of {@code accuracy.csv} with those of {@code summary.csv}: of the same weights,
   * and of audio as long as the crop, or of whole clips as near to their mean as there is. A run
   * with a configuration in place of the models' own front ends has no speed of theirs.
   */
  public static List<SpeedAccuracy> of(ReportData report) {
    List<SummaryRow> summary =
        RunSettings.configuration(report.environment()).isPresent() ? List.of() : report.summary();
    List<SpeedAccuracy> joined =
        report.accuracy().stream()
            .filter(SpeedAccuracy::usual)
            .map(
                row ->
                    new SpeedAccuracy(
                        row, speed(row, summary), memory(row, summary), Optional.empty()))
            .toList();
    List<SpeedAccuracy> placed = new ArrayList<>();
    for (SpeedAccuracy one : joined) {
      List<SpeedAccuracy> others = joined.stream().filter(other -> other.comparable(one)).toList();
      placed.add(others.isEmpty() ? one : one.among(others));
    }
    return placed;
  }

  /** As the model is meant to be used. */
  private static boolean usual(AccuracyRow row) {
    AccuracyWork work = row.work();
    return work.own()
        && work.sides() == TrialSides.BOTH
        && work.score().equals(AccuracyWork.COSINE);
  }

  /** On which front it may be; empty without speed, or if it is not known what was scored. */
  public Optional<Front> front() {
    AccuracyWork work = accuracy.work();
    return speed
        .filter(row -> !accuracy.trials().sha256().isEmpty())
        .map(
            row ->
                new Front(
                    row.run().runId(),
                    accuracy.trials().speech(),
                    work.cropMs(),
                    work.score(),
                    accuracy.trials().sha256(),
                    row.work().audioMs()));
  }

  /** A graph beside itself is not: it would be on the front of nothing. */
  private boolean comparable(SpeedAccuracy other) {
    return front().isPresent()
        && front().equals(other.front())
        && !sameGraph(accuracy.model(), other.accuracy.model());
  }

  private SpeedAccuracy among(List<SpeedAccuracy> others) {
    Pareto.Place found = Pareto.place(point(), others.stream().map(SpeedAccuracy::point).toList());
    return new SpeedAccuracy(accuracy, speed, memory, Optional.of(found));
  }

  /** What is not known of either may be anything. */
  private Pareto.Point point() {
    SummaryRow row = speed.orElseThrow();
    boolean evidence = row.validity().valid();
    return new Pareto.Point(
        Pareto.Range.of(
            row.rtf().rtf(),
            evidence ? row.rtf().low() : Double.NaN,
            evidence ? row.rtf().high() : Double.NaN),
        Pareto.Range.of(accuracy.eer().value(), accuracy.eer().low(), accuracy.eer().high()));
  }

  private static boolean sameGraph(ModelFacts one, ModelFacts other) {
    return one.identity().equals(other.identity())
        && one.graph() == other.graph()
        && one.provider().equals(other.provider())
        && one.computePrecision().equals(other.computePrecision());
  }

  /** Of one thread that works on one clip at a time. */
  private static Stream<SummaryRow> ofModel(AccuracyRow row, List<SummaryRow> summary) {
    return summary.stream()
        .filter(
            other ->
                other.model() != null
                    && !row.model().identity().isEmpty()
                    && sameGraph(row.model(), other.model())
                    && other.clock() == Clock.WALL
                    && other.work().program().equals(Work.SPEAKERBENCH)
                    && other.work().scenario() == Scenario.SINGLE_STREAM
                    && other.work().intraOpThreads() == 1
                    && other.work().batch() == 1);
  }

  private static Optional<SummaryRow> speed(AccuracyRow row, List<SummaryRow> summary) {
    int crop = row.work().cropMs();
    return ofModel(row, summary)
        .filter(other -> other.work().stage() == Stage.E2E)
        .filter(other -> crop == AccuracyWork.WHOLE || other.work().audioMs() == crop)
        .min(nearest(row));
  }

  private static Optional<SummaryRow> memory(AccuracyRow row, List<SummaryRow> summary) {
    return ofModel(row, summary)
        .filter(other -> other.work().stage() == Stage.COLD)
        .filter(other -> other.memory().process().known())
        .min(nearest(row));
  }

  /** First the audio that is nearest to what was embedded. */
  private static Comparator<SummaryRow> nearest(AccuracyRow row) {
    int crop = row.work().cropMs();
    double length = crop == AccuracyWork.WHOLE ? row.trials().clipMs() : crop;
    return Comparator.comparingDouble(other -> Math.abs(other.work().audioMs() - length));
  }
}
