package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.ModelFacts;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.Stage;

/** Makes the rows of {@code summary.csv} out of what was measured. */
final class SummaryRows {
  /** Forks from which on the interval is between forks. */
  static final int LEAST_FORKS = 5;

  private final RunFacts run;
  private final RtfSettings settings;
  private final List<ModelFacts> models;
  private final Published published;

  SummaryRows(RunFacts run, RtfSettings settings, List<ModelFacts> models, Published published) {
    this.run = run;
    this.settings = settings;
    this.models = models;
    this.published = published;
  }

  /** One row per cell and clock, in the order of the cells; none for a cell without a result. */
  List<SummaryRow> of(List<CellResult> cells) {
    List<SummaryRow> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      if (!cell.iterations().isEmpty()) {
        rows.add(row(cell, Clock.WALL));
        if (cell.iterations().stream().noneMatch(i -> Double.isNaN(i.cpuMs()))) {
          rows.add(row(cell, Clock.CPU));
        }
      }
    }
    return rows;
  }

  private SummaryRow row(CellResult result, Clock clock) {
    Interval interval = interval(result, clock);
    ModelFacts model = model(result.cell().modelName());
    return new SummaryRow(
        run,
        model,
        result.cell().stage(),
        clock,
        settings.intraOpThreads(),
        settings.audioMs(),
        result.forks().size(),
        clock.statistics(result.iterations()),
        interval,
        publishedRtf(result.cell().stage(), model),
        result.iterations().stream()
            .mapToDouble(IterationData::peakRssMb)
            .reduce(Double.NaN, SummaryRows::largest),
        result.iterations().stream().mapToDouble(IterationData::cosine).min().orElse(Double.NaN),
        verdict(result),
        note(result, interval));
  }

  private static double largest(double a, double b) {
    return Double.isNaN(a) || b > a ? b : a;
  }

  private ModelFacts model(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst().orElse(null);
  }

  private Interval interval(CellResult result, Clock clock) {
    if (settings.profile() == Profile.SMOKE) {
      return Interval.none();
    }
    if (result.forks().size() < LEAST_FORKS) {
      return Interval.withinRun(result.iterations().stream().map(clock::total).toList());
    }
    return Interval.betweenForks(
        result.forks().stream()
            .map(
                fork ->
                    result.iterations().stream()
                        .filter(iteration -> iteration.fork() == fork)
                        .map(clock::total)
                        .reduce(Total.NOTHING, Total::plus))
            .toList());
  }

  /** Like is compared with like only: same audio length, one thread, end to end. */
  private double publishedRtf(Stage stage, ModelFacts model) {
    if (stage != Stage.E2E || settings.intraOpThreads() != 1) {
      return Double.NaN;
    }
    return published
        .find(model.name())
        .filter(row -> row.audioMs() == settings.audioMs())
        .map(Published.Row::rtf)
        .orElse(Double.NaN);
  }

  private Verdict verdict(CellResult result) {
    if (settings.profile() == Profile.SMOKE) {
      return Verdict.SMOKE;
    }
    return verified(result) ? Verdict.VERIFIED : Verdict.UNVERIFIED;
  }

  private static boolean verified(CellResult result) {
    return result.iterations().stream().allMatch(IterationData::verified);
  }

  private String note(CellResult result, Interval interval) {
    List<String> notes = new ArrayList<>();
    if (settings.profile() == Profile.SMOKE) {
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
