package org.speakerbench.bench.format;

import java.nio.file.Path;
import java.util.List;

/** The format of {@code comparison.csv}, version 1; {@code reports/README.md} describes it. */
public final class ComparisonCsv {
  /** Name of the file. */
  public static final String FILE = "comparison.csv";

  static final String SCHEMA_VERSION = "1";

  private static final List<String> HEADER =
      WorkColumns.joined(
          List.of("schema_version", "base_run_id", "new_run_id"),
          WorkColumns.NAMES,
          List.of(
              "base_forks",
              "new_forks",
              "base_ms",
              "new_ms",
              "ratio",
              "ratio_ci_low",
              "ratio_ci_high",
              "p_value",
              "verdict",
              "reason"));

  private static final int MS_PLACES = 6; // a nanosecond
  private static final int RATIO_PLACES = 6;
  private static final int P_PLACES = 9;

  private ComparisonCsv() {}

  /** The whole file. */
  public static String text(List<ComparisonRow> rows) {
    return Csv.text(HEADER, rows.stream().map(ComparisonCsv::cells).toList());
  }

  /**
   * Reads a file that {@link #text} wrote.
   *
   * @throws org.speakerbench.engine.SpeakerbenchException if it is something else, or damaged
   */
  public static List<ComparisonRow> read(Path file) {
    return CsvTable.read(file, SCHEMA_VERSION, HEADER, ComparisonCsv::row);
  }

  /** Names of the columns. */
  public static List<String> header() {
    return HEADER;
  }

  /** One row as the file has it, in the order of the header. */
  public static List<String> cells(ComparisonRow row) {
    return WorkColumns.joined(
        List.of(SCHEMA_VERSION, row.baseRun(), row.newRun()),
        WorkColumns.cells(row.work(), row.clock()),
        List.of(
            Integer.toString(row.baseForks()),
            Integer.toString(row.newForks()),
            Decimal.shortest(row.baseMs(), MS_PLACES),
            Decimal.shortest(row.newMs(), MS_PLACES),
            Decimal.shortest(row.ratio(), RATIO_PLACES),
            Decimal.shortest(row.ratioLow(), RATIO_PLACES),
            Decimal.shortest(row.ratioHigh(), RATIO_PLACES),
            Decimal.shortest(row.pValue(), P_PLACES),
            row.verdict().label(),
            row.reason()));
  }

  private static ComparisonRow row(CsvTable.Row row) {
    return new ComparisonRow(
        row.text("base_run_id"),
        row.text("new_run_id"),
        WorkColumns.read(row),
        row.constant("clock", Clock::of),
        row.integer("base_forks"),
        row.integer("new_forks"),
        row.number("base_ms"),
        row.number("new_ms"),
        row.number("ratio"),
        row.optionalNumber("ratio_ci_low"),
        row.optionalNumber("ratio_ci_high"),
        row.optionalNumber("p_value"),
        row.constant("verdict", ComparisonVerdict::of),
        row.text("reason"));
  }
}
