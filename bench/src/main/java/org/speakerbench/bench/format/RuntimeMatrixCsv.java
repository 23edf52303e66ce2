package org.speakerbench.bench.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The format of {@code runtime-matrix.csv}; {@code reports/README.md} describes it. It has no
 * version: a change of meaning takes another name.
 */
public final class RuntimeMatrixCsv {
  /** Name of the file. */
  public static final String FILE = "runtime-matrix.csv";

  private static final String INFINITE = "inf";
  private static final int COSINE_PLACES = 8;
  private static final int RTF_PLACES = 5;
  private static final int RATIO_PLACES = 3;
  private static final int MB_PLACES = 1;

  /** Digits of an error that say something. */
  private static final MathContext ERROR_DIGITS = new MathContext(3);

  private static final Map<String, Function<RuntimeRow, String>> COLUMNS = columns();

  private RuntimeMatrixCsv() {}

  /** The whole file. */
  public static String text(List<RuntimeRow> rows) {
    return Csv.text(
        List.copyOf(COLUMNS.keySet()),
        rows.stream()
            .map(row -> COLUMNS.values().stream().map(column -> column.apply(row)).toList())
            .toList());
  }

  /**
   * Reads a file that {@link #text} wrote; written again it has the same bytes.
   *
   * @throws org.speakerbench.engine.SpeakerbenchException if it is something else, or damaged
   */
  public static List<RuntimeRow> read(Path file) {
    return CsvTable.read(file, "", List.copyOf(COLUMNS.keySet()), RuntimeMatrixCsv::row);
  }

  private static Map<String, Function<RuntimeRow, String>> columns() {
    Map<String, Function<RuntimeRow, String>> columns = new LinkedHashMap<>();
    columns.put("onnxruntime_version", RuntimeRow::version);
    columns.put("provider", RuntimeRow::provider);
    columns.put("precision", RuntimeRow::precision);
    columns.put("model", RuntimeRow::model);
    columns.put("exporter", RuntimeRow::exporter);
    columns.put("verdict", row -> row.verdict().label());
    columns.put("cosine_min", row -> Decimal.shortest(row.cosineMin(), COSINE_PLACES));
    columns.put("rel_l2_max", row -> error(row.relL2Max()));
    columns.put(
        "first_failing_frames",
        row -> row.firstFailingFrames() < 0 ? "" : "" + row.firstFailingFrames());
    columns.put("rtf", row -> Decimal.shortest(row.rtf(), RTF_PLACES));
    columns.put("rtf_ratio", row -> Decimal.shortest(row.rtfRatio(), RATIO_PLACES));
    columns.put("rss_peak_mb", row -> Decimal.shortest(row.rssPeakMb(), MB_PLACES));
    columns.put("note", RuntimeRow::note);
    return columns;
  }

  /** Three digits, as a plain decimal. */
  private static String error(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Double.isInfinite(value)) {
      return INFINITE;
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(ERROR_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static RuntimeRow row(CsvTable.Row row) {
    return new RuntimeRow(
        row.text("onnxruntime_version"),
        row.text("provider"),
        row.text("precision"),
        row.text("model"),
        row.text("exporter"),
        row.constant("verdict", RuntimeVerdict::of),
        row.optionalNumber("cosine_min"),
        row.text("rel_l2_max").equals(INFINITE)
            ? Double.POSITIVE_INFINITY
            : row.optionalNumber("rel_l2_max"),
        row.text("first_failing_frames").isEmpty() ? -1 : row.integer("first_failing_frames"),
        row.optionalNumber("rtf"),
        row.optionalNumber("rtf_ratio"),
        row.optionalNumber("rss_peak_mb"),
        row.text("note"));
  }
}
