package org.speakerbench.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Two measurements of the same work.
 *
 * @param rows what both sides have, in the order of the new side
 * @param warnings what to know of all rows, one sentence each
 */
public record Comparison(List<ComparisonRow> rows, List<String> warnings) {

  /** Noise band that is used if none is asked for: identical code differs by as much. */
  public static final double DEFAULT_BAND = 0.02;

  public Comparison {
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares two reports. A row that one of them calls INVALID cannot be told: what disturbed one
   * run need not have disturbed the other.
   *
   * @param band relative noise band, see {@link Verdicts}
   * @throws SpeakerbenchException if they are of different work
   */
  public static Comparison of(ReportData base, ReportData next, double band) {
    if (base.runId().equals(next.runId())) {
      throw new SpeakerbenchException(
          "both reports are of run " + base.runId() + ", expected two runs");
    }
    SameWork.requireSameClip(base, next);
    SameWork.requireSameWeights(base, next);
    List<String> warnings = new ArrayList<>(SameWork.differences(base, next));
    List<ComparisonRow> rows = new ArrayList<>();
    ForkMedians baseForks = new ForkMedians(base.measurements());
    ForkMedians newForks = new ForkMedians(next.measurements());
    for (SummaryRow row : ownRows(next)) {
      Optional<SummaryRow> same = find(base.summary(), row);
      if (same.isEmpty()) {
        warnings.add("only in the new report: " + describe(row));
        continue;
      }
      SameWork.requireSameModel(same.get(), row);
      rows.add(
          new Verdicts(band, false)
              .row(
                  base.runId(),
                  next.runId(),
                  row.work(),
                  row.clock(),
                  baseForks.of(row.work(), row.clock()),
                  newForks.of(row.work(), row.clock()),
                  unfit(same.get(), row)));
    }
    for (SummaryRow row : ownRows(base)) {
      if (find(next.summary(), row).isEmpty()) {
        warnings.add("only in the base: " + describe(row));
      }
    }
    if (rows.isEmpty()) {
      throw SameWork.different(
          "work", describe(next.summary().get(0)), describe(base.summary().get(0)));
    }
    return new Comparison(rows, warnings);
  }

  /** What a report measured of its own version, and of other programs: not its own base. */
  private static List<SummaryRow> ownRows(ReportData report) {
    return report.summary().stream()
        .filter(row -> !row.work().program().equals(Work.BASE))
        .toList();
  }

  /**
   * Compares the two versions that one run interleaved; empty if it ran one only. What disturbs
   * such a run disturbs both sides alike, so that INVALID rows are compared too. Rounds of which
   * one side failed are left out.
   *
   * @param band relative noise band, see {@link Verdicts}
   */
  public static Optional<Comparison> within(ReportData report, double band) {
    List<ComparisonRow> rows = new ArrayList<>();
    ForkMedians forks = new ForkMedians(report.measurements());
    for (SummaryRow row : report.summary()) {
      if (!row.work().program().equals(Work.SPEAKERBENCH)) {
        continue;
      }
      SortedMap<Integer, Double> base = forks.byFork(row.work().by(Work.BASE), row.clock());
      SortedMap<Integer, Double> next = forks.byFork(row.work(), row.clock());
      base.keySet().retainAll(next.keySet());
      next.keySet().retainAll(base.keySet());
      if (!base.isEmpty()) {
        rows.add(
            new Verdicts(band, true)
                .row(
                    report.runId(),
                    report.runId(),
                    row.work(),
                    row.clock(),
                    ForkMedians.values(base),
                    ForkMedians.values(next),
                    null));
      }
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Comparison(rows, List.of()));
  }

  private static Optional<SummaryRow> find(List<SummaryRow> rows, SummaryRow like) {
    return rows.stream()
        .filter(row -> row.clock() == like.clock() && row.work().equals(like.work()))
        .findFirst();
  }

  private static String unfit(SummaryRow base, SummaryRow next) {
    if (!base.validity().valid()) {
      return "the base is INVALID: " + String.join("; ", base.validity().reasons());
    }
    return next.validity().valid()
        ? null
        : "the new report is INVALID: " + String.join("; ", next.validity().reasons());
  }

  private static String describe(SummaryRow row) {
    Work work = row.work();
    return String.join(
            " ",
            work.program(),
            work.scenario().label(),
            work.stage().label(),
            row.clock().label(),
            work.model())
        + " threads="
        + work.intraOpThreads()
        + " workers="
        + work.workers()
        + " batch="
        + work.batch()
        + " audio_ms="
        + work.audioMs();
  }
}
