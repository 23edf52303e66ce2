package org.speakerbench.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Two measurements of the same work.
 *
 * @param rows what both sides have, in the order of the new side
 * @param unpaired work of one run that never ran on both sides in one round
 * @param machines whether both sides are of one machine
 * @param notices what to know of all rows, one sentence each
 */
public record Comparison(
    List<ComparisonRow> rows, List<Work> unpaired, Machines machines, List<String> notices) {

  /** Noise band that is used if none is asked for: identical code differs by as much. */
  public static final double DEFAULT_BAND = 0.02;

  public Comparison {
    rows = List.copyOf(rows);
    unpaired = List.copyOf(unpaired);
    notices = List.copyOf(notices);
  }

  /**
   * Compares two reports.
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
    SameWork.requireSameFrontEnd(base, next);
    Machines machines = Machines.of(base.environment(), next.environment());
    List<String> notices = new ArrayList<>();
    machines.notice().ifPresent(notices::add);
    SameWork.otherConditions(base, next).ifPresent(notices::add);
    List<ComparisonRow> rows = new ArrayList<>();
    ForkMedians baseForks = new ForkMedians(base.measurements());
    ForkMedians newForks = new ForkMedians(next.measurements());
    for (SummaryRow row : ownRows(next)) {
      Optional<SummaryRow> same = find(base.summary(), row.work(), row.clock());
      if (same.isPresent()) {
        SameWork.requireSameModel(base, same.get(), next, row);
        rows.add(
            new Verdicts(band, false)
                .row(
                    base.runId(),
                    next.runId(),
                    row.work(),
                    row.clock(),
                    baseForks.of(row.work(), row.clock()),
                    newForks.of(row.work(), row.clock()),
                    Evidence.missing(same.get(), row)));
      }
    }
    if (rows.isEmpty()) {
      throw SameWork.different(
          "work", describe(next.summary().get(0)), describe(base.summary().get(0)));
    }
    onlyIn(next, base).ifPresent(works -> notices.add("only in the new report: " + works));
    onlyIn(base, next).ifPresent(works -> notices.add("only in the base: " + works));
    return new Comparison(rows, List.of(), machines, notices);
  }

  /** Rows of one report that the other does not have. */
  private static Optional<String> onlyIn(ReportData report, ReportData other) {
    List<String> rows =
        ownRows(report).stream()
            .filter(row -> find(other.summary(), row.work(), row.clock()).isEmpty())
            .map(Comparison::describe)
            .toList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", rows));
  }

  /** What a report measured of its own version, and of other programs: not its own base. */
  private static List<SummaryRow> ownRows(ReportData report) {
    return report.summary().stream()
        .filter(row -> !row.work().program().equals(Work.BASE))
        .toList();
  }

  /**
   * Compares the two versions that one run interleaved; empty if it ran one only. Rounds of which
   * one side failed are left out.
   *
   * @param band relative noise band, see {@link Verdicts}
   */
  public static Optional<Comparison> within(ReportData report, double band) {
    List<ComparisonRow> rows = new ArrayList<>();
    List<Work> unpaired = new ArrayList<>();
    ForkMedians forks = new ForkMedians(report.measurements());
    for (SummaryRow row : report.summary()) {
      if (!row.work().program().equals(Work.SPEAKERBENCH)) {
        continue;
      }
      Work baseWork = row.work().by(Work.BASE);
      Optional<SummaryRow> same = find(report.summary(), baseWork, row.clock());
      SortedMap<Integer, Double> base = forks.byFork(baseWork, row.clock());
      SortedMap<Integer, Double> next = forks.byFork(row.work(), row.clock());
      base.keySet().retainAll(next.keySet());
      next.keySet().retainAll(base.keySet());
      if (same.isPresent() && !base.isEmpty()) {
        rows.add(
            new Verdicts(band, true)
                .row(
                    report.runId(),
                    report.runId(),
                    row.work(),
                    row.clock(),
                    ForkMedians.values(base),
                    ForkMedians.values(next),
                    Evidence.missing(same.get(), row)));
      } else if (row.clock() == Clock.WALL && !row.work().stage().perMachine()) {
        unpaired.add(row.work());
      }
    }
    List<String> notices =
        unpaired.isEmpty()
            ? List.of()
            : List.of(
                "not compared, as no round ran both sides: "
                    + unpaired.stream().map(Work::described).collect(Collectors.joining("; ")));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Comparison(rows, unpaired, Machines.ONE, notices));
  }

  private static Optional<SummaryRow> find(List<SummaryRow> rows, Work work, Clock clock) {
    return rows.stream().filter(row -> row.clock() == clock && row.work().equals(work)).findFirst();
  }

  private static String describe(SummaryRow row) {
    return row.work().described() + " " + row.clock().label();
  }
}
