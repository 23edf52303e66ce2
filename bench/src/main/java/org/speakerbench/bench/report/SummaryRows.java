package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.MemoryFigures;
import org.speakerbench.bench.format.ModelFacts;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.RtfFigures;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;
import org.speakerbench.bench.statistics.Total;

/** Makes the rows of {@code summary.csv} out of what was measured. */
final class SummaryRows {
  /** Forks from which on the interval is between forks. */
  static final int LEAST_FORKS = 5;

  private final RunFacts run;
  private final Profile profile;
  private final List<ModelFacts> models;
  private final Published published;

  SummaryRows(RunFacts run, Profile profile, List<ModelFacts> models, Published published) {
    this.run = run;
    this.profile = profile;
    this.models = models;
    this.published = published;
  }

  /** One row per cell and clock, in the order of the cells; none for a cell without a result. */
  List<SummaryRow> of(List<CellResult> cells) {
    List<SummaryRow> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      if (!cell.measured().isEmpty()) {
        rows.add(row(cell, Clock.WALL));
        if (cell.measured().stream().noneMatch(i -> Double.isNaN(i.extras().cpuMs()))) {
          rows.add(row(cell, Clock.CPU));
        }
      }
    }
    return rows;
  }

  private SummaryRow row(CellResult result, Clock clock) {
    Work work = result.cell().work();
    ModelFacts model =
        models.stream().filter(m -> m.name().equals(work.model())).findFirst().orElse(null);
    Interval interval = interval(result, clock);
    SampleStatistics ms = statistics(result, clock);
    return new SummaryRow(
        run,
        work,
        clock,
        model,
        OptionalLong.empty(),
        result.forks().size(),
        ms,
        new Outliers(0, 0, 0, 0),
        figures(work, clock, ms, interval),
        interval.kind(),
        memory(result),
        result.measured().stream().mapToDouble(i -> i.extras().cosine()).min().orElse(Double.NaN),
        verdict(result),
        new Validity(List.of(), List.of()),
        note(result, interval));
  }

  private static SampleStatistics statistics(CellResult result, Clock clock) {
    return clock == Clock.WALL && result.cell().work().scenario() == Scenario.SINGLE_STREAM
        ? SampleStatistics.ofCalls(
            result.measured().stream().flatMapToDouble(i -> DoubleStream.of(i.wallMs())).toArray())
        : SampleStatistics.ofIterations(
            result.measured().stream().map(i -> IterationTotals.of(i, clock)).toList());
  }

  private RtfFigures figures(Work work, Clock clock, SampleStatistics ms, Interval interval) {
    if (!work.stage().perAudio()) {
      return new RtfFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double rtf = ms.mean() / work.callAudioMs();
    double figure = publishedRtf(work, clock);
    return new RtfFigures(
        rtf,
        interval.low() / work.callAudioMs(),
        interval.high() / work.callAudioMs(),
        figure,
        rtf / figure,
        clock == Clock.WALL ? 1 / rtf : Double.NaN);
  }

  private static MemoryFigures memory(CellResult result) {
    return new MemoryFigures(
        largest(result, extras -> extras.peakRssMb()),
        Double.NaN,
        result.measured().stream()
            .mapToDouble(i -> i.extras().allocBytes())
            .average()
            .orElse(Double.NaN));
  }

  private static double largest(CellResult result, ToDoubleFunction<IterationData.Extras> value) {
    return result.measured().stream()
        .mapToDouble(iteration -> value.applyAsDouble(iteration.extras()))
        .reduce(Double.NaN, (a, b) -> Double.isNaN(a) || b > a ? b : a);
  }

  private Interval interval(CellResult result, Clock clock) {
    if (profile == Profile.SMOKE) {
      return Interval.none();
    }
    if (result.forks().size() < LEAST_FORKS) {
      return Interval.withinRun(
          result.measured().stream().map(i -> IterationTotals.of(i, clock)).toList());
    }
    return Interval.betweenForks(
        result.forks().stream()
            .map(
                fork ->
                    result.measured(fork).stream()
                        .map(i -> IterationTotals.of(i, clock))
                        .reduce(Total.NOTHING, Total::plus))
            .toList());
  }

  /**
   * Like is compared with like only: the C++ tool's timer is CPU time around reading, FBank,
   * inference and writing, with one thread.
   */
  private double publishedRtf(Work work, Clock clock) {
    if (work.stage() != Stage.EXTRACT || clock != Clock.CPU || work.intraOpThreads() != 1) {
      return Double.NaN;
    }
    return published
        .find(work.model())
        .filter(row -> row.audioMs() == work.audioMs())
        .map(Published.Row::rtf)
        .orElse(Double.NaN);
  }

  private Verdict verdict(CellResult result) {
    if (profile == Profile.SMOKE) {
      return Verdict.SMOKE;
    }
    return verified(result) ? Verdict.VERIFIED : Verdict.UNVERIFIED;
  }

  private static boolean verified(CellResult result) {
    return result.measured().stream().allMatch(i -> i.extras().verified());
  }

  private String note(CellResult result, Interval interval) {
    List<String> notes = new ArrayList<>();
    if (profile == Profile.SMOKE) {
      notes.add(
          "smoke profile: not a result, answer " + (verified(result) ? "" : "un") + "verified");
    } else {
      notes.add(interval.kind().text());
    }
    if (!result.failures().isEmpty()) {
      notes.add(
          "incomplete: "
              + result.failures().stream()
                  .map(failure -> "fork " + failure.fork() + " failed: " + failure.reason())
                  .collect(Collectors.joining("; ")));
    }
    return String.join("; ", notes);
  }
}
