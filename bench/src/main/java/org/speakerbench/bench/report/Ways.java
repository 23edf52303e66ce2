package org.speakerbench.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.bench.compare.PairedTimes;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.Ratio;
import org.speakerbench.engine.provider.Provider;

/**
 * The ways in which a run computed its models: by other graphs, by plugins, in other precisions, as
 * other forms. Each stands beside the model itself, its official graph on the CPU provider.
 */
final class Ways {
  private final ReportData report;
  private final PairedTimes times;

  Ways(ReportData report) {
    this.report = report;
    times = new PairedTimes(report.measurements());
  }

  /**
   * One way to compute a model.
   *
   * @param row end to end, by wall clock
   * @param itself the same of the model itself; empty if it was not measured
   */
  record Way(SummaryRow row, Optional<SummaryRow> itself) {
    boolean isItself() {
      return row.model().isOfficial();
    }

    /** Whether the answer is another than the model's, by more than float32 rounds. */
    boolean reduced() {
      return !row.model().formOf().isEmpty() || !row.model().computePrecision().equals("f32");
    }
  }

  /**
   * By model, in the order of the report; none if all were computed by the CPU provider from their
   * own files.
   */
  Map<String, List<Way>> byModel() {
    List<SummaryRow> rows =
        Headline.of(report.summary()).main().stream()
            .filter(row -> row.work().program().equals(Work.SPEAKERBENCH))
            .filter(row -> row.model() != null)
            .toList();
    Map<String, List<Way>> models = new LinkedHashMap<>();
    for (SummaryRow row : rows) {
      String model = row.model().family();
      if (rows.stream().anyMatch(other -> isOther(other.model(), model))
          && !models.containsKey(model)) {
        List<SummaryRow> own =
            rows.stream().filter(other -> other.model().family().equals(model)).toList();
        Optional<SummaryRow> itself =
            own.stream().filter(other -> other.model().isOfficial()).findFirst();
        models.put(model, own.stream().map(other -> new Way(other, itself)).toList());
      }
    }
    return models;
  }

  private static boolean isOther(ModelFacts facts, String model) {
    return facts.family().equals(model)
        && (!facts.formOf().isEmpty() || !facts.provider().equals(Provider.CPU.name()));
  }

  /** How many times as fast as the model itself, of a stage that both were timed at. */
  Optional<Ratio> faster(Way way, Stage stage) {
    return way.itself()
        .filter(itself -> itself != way.row())
        .flatMap(itself -> times.faster(at(way.row().work(), stage), at(itself.work(), stage)));
  }

  private static Work at(Work work, Stage stage) {
    return new Work(
        work.program(),
        work.scenario(),
        stage,
        work.model(),
        work.intraOpThreads(),
        work.workers(),
        work.batch(),
        work.audioMs());
  }

  /** Whether any way was timed at a stage. */
  boolean timed(Stage stage) {
    return report.summary().stream()
        .anyMatch(row -> row.clock() == Clock.WALL && row.work().stage() == stage);
  }

  /** Error rates of a way by its own front end, of each length of clips. */
  Stream<AccuracyRow> accuracy(Way way) {
    return report.accuracy().stream()
        .filter(
            row ->
                row.work().own()
                    && row.work().sides() == TrialSides.BOTH
                    && row.work().score().equals(AccuracyWork.COSINE)
                    && same(row.model(), way.row().model()));
  }

  /** The same weights, computed in the same way. */
  private static boolean same(ModelFacts one, ModelFacts other) {
    return !one.identity().isEmpty()
        && one.identity().equals(other.identity())
        && one.graph() == other.graph()
        && one.provider().equals(other.provider())
        && one.computePrecision().equals(other.computePrecision());
  }
}
