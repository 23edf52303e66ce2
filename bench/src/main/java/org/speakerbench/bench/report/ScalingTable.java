package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/**
 * How more cores would do: throughput of parallel workers over that of one, from the rows {@code
 * Offline} of {@code summary.csv}. One worker is the row of {@code Offline} with one, or where
 * there is none one call after the other.
 */
final class ScalingTable {
  static final String TITLE = "How more cores would do";

  static final String METHOD =
      "Offline: workers call one session and are never idle. Efficiency is the throughput over that"
          + " of one worker times their number; MB per worker is what resident memory grows by, per"
          + " worker after the first, in the process that is measured.";

  private static final String NOTHING = "-";

  private final ReportData report;

  ScalingTable(ReportData report) {
    this.report = report;
  }

  /**
   * Some workers beside one.
   *
   * @param row of these workers, by wall clock
   * @param throughput audio per elapsed time over all workers, as a multiple of real time
   * @param speedUp over one worker; 1 for one
   * @param efficiency {@code speedUp} over the number of workers
   * @param mbPerWorker growth of resident memory per worker after the first, 10^6 bytes; NaN for
   *     one, or if it is not known
   * @param moreThanCpus whether they, and the threads of each, are more than the CPUs of the
   *     process
   */
  record Point(
      SummaryRow row,
      double throughput,
      double speedUp,
      double efficiency,
      double mbPerWorker,
      boolean moreThanCpus) {

    int workers() {
      return row.work().workers();
    }
  }

  /** By model and setting in the order of the report, then by workers; one worker comes first. */
  List<Point> points() {
    Map<Work, List<SummaryRow>> settings = new LinkedHashMap<>();
    for (SummaryRow row : report.summary()) {
      if (row.clock() == Clock.WALL && row.work().scenario() == Scenario.OFFLINE) {
        settings
            .computeIfAbsent(withOneWorker(row.work(), Scenario.OFFLINE), key -> new ArrayList<>())
            .add(row);
      }
    }
    List<Point> points = new ArrayList<>();
    settings.forEach((one, rows) -> points.addAll(points(one, rows)));
    return points;
  }

  /** None if there is nothing to compare with. */
  private List<Point> points(Work one, List<SummaryRow> rows) {
    Optional<SummaryRow> base =
        find(one).or(() -> find(withOneWorker(one, Scenario.SINGLE_STREAM)));
    if (base.isEmpty() || rows.stream().allMatch(row -> row.work().workers() == 1)) {
      return List.of();
    }
    List<SummaryRow> all = new ArrayList<>(List.of(base.get()));
    rows.stream()
        .filter(row -> row.work().workers() > 1)
        .sorted(Comparator.comparingInt(row -> row.work().workers()))
        .forEach(all::add);
    return all.stream().map(row -> point(base.get(), row)).toList();
  }

  private Point point(SummaryRow base, SummaryRow row) {
    int workers = row.work().workers();
    double speedUp = row.rtf().throughput() / base.rtf().throughput();
    double grown = row.memory().rssPeakMb() - base.memory().rssPeakMb();
    int threads = workers * Math.max(1, row.work().intraOpThreads());
    OptionalDouble cpus = usableCpus();
    return new Point(
        row,
        row.rtf().throughput(),
        speedUp,
        speedUp / workers,
        workers == 1 ? Double.NaN : grown / (workers - 1),
        cpus.isPresent() && threads > cpus.getAsDouble());
  }

  private Optional<SummaryRow> find(Work work) {
    return report.summary().stream()
        .filter(row -> row.clock() == Clock.WALL && row.work().equals(work))
        .findFirst();
  }

  private static Work withOneWorker(Work work, Scenario scenario) {
    return new Work(
        work.program(),
        scenario,
        Stage.E2E,
        work.model(),
        work.intraOpThreads(),
        1,
        work.batch(),
        work.audioMs());
  }

  private OptionalDouble usableCpus() {
    return report.environment().fact("process", "usable_cpus").value() instanceof Number cpus
        ? OptionalDouble.of(cpus.doubleValue())
        : OptionalDouble.empty();
  }

  /** Empty if no workers were measured beside one. */
  Optional<TextTable> table() {
    List<Point> points = points();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    TextTable table =
        new TextTable(
            "Work",
            "Workers",
            "Throughput,\nx real time",
            "Speed-up",
            "Efficiency",
            "MB per\nworker",
            "Validity",
            "Warning");
    for (Point point : points) {
      table.row(
          Described.work(
              withOneWorker(point.row().work(), Scenario.SINGLE_STREAM), point.row().clock()),
          Integer.toString(point.workers()),
          Decimal.fixed(point.throughput(), 1),
          Decimal.fixed(point.speedUp(), 2),
          Decimal.fixed(100 * point.efficiency(), 0) + "%",
          Double.isNaN(point.mbPerWorker()) ? NOTHING : Decimal.fixed(point.mbPerWorker(), 0),
          Standing.of(point.row()).label(),
          point.moreThanCpus()
              ? "more than " + Decimal.shortest(usableCpus().orElseThrow(), 2) + " CPUs"
              : "");
    }
    return Optional.of(table);
  }
}
