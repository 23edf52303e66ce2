package org.speakerbench.bench.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.MemoryFigures;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.RtfFigures;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.MacsOfWork;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;
import org.speakerbench.bench.statistics.Slope;
import org.speakerbench.bench.statistics.Total;

/** Makes the rows of {@code summary.csv} out of what was measured. */
public final class SummaryRows {
  /** Points and time from which on a slope says something. */
  private static final int LEAST_SLOPE_POINTS = 10;

  private static final double LEAST_SLOPE_MINUTES = 1;
  private static final double MS_PER_MINUTE = 60_000;

  private final RunFacts run;
  private final Profile profile;
  private final List<ModelFacts> models;
  private final MacsOfWork macs;
  private final Published published;
  private final Function<Work, Optional<String>> remarks;

  /** Rows without remarks. */
  public SummaryRows(
      RunFacts run,
      Profile profile,
      List<ModelFacts> models,
      MacsOfWork macs,
      Published published) {
    this(run, profile, models, macs, published, work -> Optional.empty());
  }

  /**
   * For the results of a run.
   *
   * @param remarks what else the note of a work's rows says
   */
  public SummaryRows(
      RunFacts run,
      Profile profile,
      List<ModelFacts> models,
      MacsOfWork macs,
      Published published,
      Function<Work, Optional<String>> remarks) {
    this.remarks = remarks;
    this.run = run;
    this.profile = profile;
    this.models = models;
    this.macs = macs;
    this.published = published;
  }

  /**
   * One row per cell and clock, in the order of the cells; none for a cell without a result, unless
   * all its forks crashed: that is one.
   */
  public List<SummaryRow> of(List<CellResult> cells) {
    List<SummaryRow> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      if (!cell.measured().isEmpty() || cell.crashes() > 0) {
        rows.add(row(cell, Clock.WALL));
        if (!cell.measured().isEmpty()
            && cell.measured().stream().noneMatch(i -> Double.isNaN(i.extras().cpuMs()))) {
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
        macs.of(work),
        result.forks().size(),
        ms,
        Outliers.of(samples(result, clock)),
        figures(work, clock, ms, interval),
        interval.kind(),
        memory(result),
        result.measured().stream().mapToDouble(i -> i.extras().cosine()).min().orElse(Double.NaN),
        result.measured().stream()
            .mapToDouble(i -> i.extras().relativeL2())
            .max()
            .orElse(Double.NaN),
        verdict(result),
        ValidityRules.of(result, clock),
        note(result, interval));
  }

  private static SampleStatistics statistics(CellResult result, Clock clock) {
    if (result.measured().isEmpty()) {
      return SampleStatistics.NONE;
    }
    return SummaryRow.samplesAreCalls(result.cell().work(), clock)
        ? SampleStatistics.ofCalls(samples(result, clock))
        : SampleStatistics.ofIterations(
            result.measured().stream().map(i -> IterationTotals.of(i, clock)).toList());
  }

  private static double[] samples(CellResult result, Clock clock) {
    return SummaryRow.samplesAreCalls(result.cell().work(), clock)
        ? result.measured().stream().flatMapToDouble(i -> DoubleStream.of(i.wallMs())).toArray()
        : result.measured().stream()
            .mapToDouble(i -> IterationTotals.of(i, clock).mean())
            .toArray();
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
        rssSlope(result),
        result.measured().stream()
            .mapToDouble(i -> i.extras().allocBytes())
            .average()
            .orElse(Double.NaN),
        result.measured().stream()
            .map(iteration -> iteration.extras().process())
            .filter(ProcessMemory::known)
            .findFirst()
            .orElse(ProcessMemory.UNKNOWN));
  }

  /** Median over the forks that ran long enough. */
  private static double rssSlope(CellResult result) {
    double[] slopes =
        result.forks().stream()
            .mapToDouble(fork -> rssSlope(result.measured(fork)))
            .filter(slope -> !Double.isNaN(slope))
            .toArray();
    return slopes.length == 0 ? Double.NaN : new Median().evaluate(slopes);
  }

  private static double rssSlope(List<IterationData> fork) {
    double[] minutes =
        fork.stream().mapToDouble(i -> i.extras().uptimeMs() / MS_PER_MINUTE).toArray();
    double[] rssMb = fork.stream().mapToDouble(i -> i.extras().rssMb()).toArray();
    int n = minutes.length;
    return n < LEAST_SLOPE_POINTS || !(minutes[n - 1] - minutes[0] >= LEAST_SLOPE_MINUTES)
        ? Double.NaN
        : Slope.of(minutes, rssMb);
  }

  private static double largest(CellResult result, ToDoubleFunction<IterationData.Extras> value) {
    return result.measured().stream()
        .mapToDouble(iteration -> value.applyAsDouble(iteration.extras()))
        .reduce(Double.NaN, (a, b) -> Double.isNaN(a) || b > a ? b : a);
  }

  private Interval interval(CellResult result, Clock clock) {
    if (profile == Profile.SMOKE || result.measured().isEmpty()) {
      return Interval.none();
    }
    if (result.forks().size() < ValidityRules.LEAST_FORKS) {
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
    if (result.crashes() > 0) { // of a smoke run too: it proves that it runs
      return Verdict.CRASHED;
    }
    if (profile == Profile.SMOKE) {
      return Verdict.SMOKE;
    }
    if (isReduced(result.cell())) {
      return Verdict.REDUCED;
    }
    return verified(result) ? Verdict.VERIFIED : Verdict.UNVERIFIED;
  }

  private static boolean isReduced(Cell cell) {
    return cell.model() != null && cell.model().isReduced();
  }

  private static boolean verified(CellResult result) {
    return result.measured().stream().allMatch(i -> i.extras().verified());
  }

  private String note(CellResult result, Interval interval) {
    List<String> notes = new ArrayList<>();
    if (result.measured().isEmpty()) {
      notes.add("no figure");
    } else if (profile == Profile.SMOKE) {
      notes.add(
          "smoke profile: not a result, answer " + (verified(result) ? "" : "un") + "verified");
    } else {
      notes.add(interval.kind().text());
    }
    fbank(result).ifPresent(notes::add);
    remarks.apply(result.cell().work()).ifPresent(notes::add);
    if (!result.failures().isEmpty()) {
      notes.add(
          "incomplete: "
              + result.failures().stream()
                  .map(failure -> "fork " + failure.fork() + " failed: " + failure.reason())
                  .collect(Collectors.joining("; ")));
    }
    return String.join("; ", notes);
  }

  /** By which instructions FBank ran, if it did, and said so. */
  private static Optional<String> fbank(CellResult result) {
    double[] vector =
        result.measured().stream()
            .mapToDouble(i -> i.extras().fbankVector())
            .filter(value -> !Double.isNaN(value))
            .toArray();
    long vectors = DoubleStream.of(vector).filter(value -> value > 0).count();
    if (vector.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        vectors == 0
            ? "FBank in plain Java"
            : vectors == vector.length
                ? "FBank by vectors"
                : "FBank by vectors in some forks only");
  }
}
