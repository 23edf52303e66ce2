package org.speakerbench.bench.format;

import java.nio.file.Path;
import java.util.List;

/** The format of {@code measurements.csv}, version 2; {@code reports/README.md} describes it. */
public final class MeasurementsCsv {
  /** Name of the file in a report folder. */
  public static final String FILE = "measurements.csv";

  static final String SCHEMA_VERSION = "2";

  private static final List<String> HEADER =
      WorkColumns.joined(
          List.of("schema_version", "run_id"),
          WorkColumns.NAMES,
          List.of("phase", "fork", "iteration", "value_ms", "count"));

  private static final int MS_PLACES = 6; // a nanosecond

  private MeasurementsCsv() {}

  /** The whole file. */
  public static String text(List<MeasurementRow> rows) {
    return Csv.text(HEADER, rows.stream().map(MeasurementsCsv::cells).toList());
  }

  /**
   * Reads a file that {@link #text} wrote.
   *
   * @throws org.speakerbench.engine.SpeakerbenchException if it is something else, or damaged
   */
  public static List<MeasurementRow> read(Path file) {
    return CsvTable.read(file, SCHEMA_VERSION, HEADER, MeasurementsCsv::row);
  }

  private static List<String> cells(MeasurementRow row) {
    return WorkColumns.joined(
        List.of(SCHEMA_VERSION, row.runId()),
        WorkColumns.cells(row.work(), row.clock()),
        List.of(
            row.phase().label(),
            Integer.toString(row.fork()),
            Integer.toString(row.iteration()),
            Decimal.shortest(row.valueMs(), MS_PLACES),
            Long.toString(row.count())));
  }

  private static MeasurementRow row(CsvTable.Row row) {
    return new MeasurementRow(
        row.text("run_id"),
        WorkColumns.read(row),
        row.constant("clock", Clock::of),
        row.constant("phase", Phase::of),
        row.integer("fork"),
        row.integer("iteration"),
        row.number("value_ms"),
        row.count("count"));
  }
}
