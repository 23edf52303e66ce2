package org.speakerbench.bench.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Clock;
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
 * @param place beside the other models of the same clips; empty without speed
 */
public record SpeedAccuracy(
    AccuracyRow accuracy,
    Optional<SummaryRow> speed,
    Optional<SummaryRow> memory,
    Optional<Pareto.Place> place) {

  /**
   * Joins the rows of {@code accuracy.csv} with those of {@code summary.csv}: of the same weights,
   * and of audio as long as the crop, or of whole clips as near to their mean as there is.
   */
  public static List<SpeedAccuracy> of(List<AccuracyRow> accuracy, List<SummaryRow> summary) {
    List<SpeedAccuracy> joined =
        accuracy.stream()
            .filter(SpeedAccuracy::usual)
            .map(
                row ->
                    new SpeedAccuracy(
                        row, speed(row, summary), memory(row, summary), Optional.empty()))
            .toList();
    List<SpeedAccuracy> placed = new ArrayList<>();
    for (SpeedAccuracy one : joined) {
      List<SpeedAccuracy> others =
          joined.stream().filter(other -> other != one && other.comparable(one)).toList();
      placed.add(one.speed.isPresent() ? one.among(others) : one);
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

  private boolean comparable(SpeedAccuracy other) {
    return speed.isPresent()
        && accuracy.work().cropMs() == other.accuracy.work().cropMs()
        && accuracy.trials().speech().equals(other.accuracy.trials().speech())
        && accuracy.run().runId().equals(other.accuracy.run().runId());
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

  private static Stream<SummaryRow> ofModel(AccuracyRow row, List<SummaryRow> summary) {
    return summary.stream()
        .filter(
            other ->
                other.model() != null
                    && !row.model().identity().isEmpty()
                    && row.model().identity().equals(other.model().identity())
                    && other.clock() == Clock.WALL
                    && other.work().program().equals(Work.SPEAKERBENCH));
  }

  private static Optional<SummaryRow> speed(AccuracyRow row, List<SummaryRow> summary) {
    int crop = row.work().cropMs();
    return ofModel(row, summary)
        .filter(other -> other.work().stage() == Stage.E2E)
        .filter(other -> other.work().scenario() == Scenario.SINGLE_STREAM)
        .filter(other -> other.work().batch() == 1)
        .filter(other -> crop == AccuracyWork.WHOLE || other.work().audioMs() == crop)
        .min(nearest(row).thenComparing(other -> other.work().intraOpThreads()));
  }

  private static Optional<SummaryRow> memory(AccuracyRow row, List<SummaryRow> summary) {
    return ofModel(row, summary)
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
