package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The format of {@code summary.csv}, version 1. Columns may be added at the end; a change of
 * meaning raises the version.
 */
final class SummaryCsv {
  static final String SCHEMA_VERSION = "1";

  private static final int MS_PLACES = 6; // a nanosecond
  private static final int RTF_PLACES = 9;
  private static final int COSINE_PLACES = 10;

  private static final Map<String, Function<SummaryRow, String>> COLUMNS = columns();

  private SummaryCsv() {}

  static String text(List<SummaryRow> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (SummaryRow row : rows) {
      cells.add(COLUMNS.values().stream().map(column -> column.apply(row)).toList());
    }
    return Csv.text(List.copyOf(COLUMNS.keySet()), cells);
  }

  private static Map<String, Function<SummaryRow, String>> columns() {
    Map<String, Function<SummaryRow, String>> columns = new LinkedHashMap<>();
    columns.put("schema_version", row -> SCHEMA_VERSION);
    columns.put("run_id", row -> row.run().runId());
    columns.put("timestamp_utc", row -> row.run().timestampUtc());
    columns.put("label", row -> row.run().label());
    columns.put("cpu_model", row -> row.run().cpuModel());
    columns.put("git_sha", row -> row.run().gitSha());
    columns.put("model", ofModel(row -> row.model().name()));
    columns.put("model_kind", ofModel(row -> row.model().synthetic() ? "synthetic" : "file"));
    columns.put("model_sha256", ofModel(row -> row.model().graphSha256()));
    columns.put("params", ofModel(SummaryCsv::parameters));
    columns.put("macs", later());
    columns.put("embedding_dim", ofModel(SummaryCsv::embeddingDim));
    columns.put("precision", ofModel(row -> row.model().synthetic() ? "fp32" : ""));
    columns.put("scenario", row -> "SingleStream");
    columns.put("stage", row -> row.stage().label());
    columns.put("clock", row -> row.clock().label());
    columns.put("intra_op_threads", SummaryCsv::intraOpThreads);
    columns.put("workers", row -> "1");
    columns.put("batch", row -> "1");
    columns.put("audio_ms", row -> Integer.toString(row.audioMs()));
    columns.put("forks", row -> Integer.toString(row.forks()));
    columns.put("n", row -> Integer.toString(row.ms().n()));
    columns.put("mean_ms", row -> ms(row.ms().mean()));
    columns.put("median_ms", row -> ms(row.ms().median()));
    columns.put("sd_ms", row -> ms(row.ms().sd()));
    columns.put("mad_ms", row -> ms(row.ms().mad()));
    columns.put("min_ms", row -> ms(row.ms().min()));
    columns.put("p50_ms", row -> ms(row.ms().median()));
    columns.put("p90_ms", row -> ms(row.ms().p90()));
    columns.put("p99_ms", row -> ms(row.ms().p99()));
    columns.put("rtf", row -> rtf(row.rtf()));
    columns.put("rtf_ci_low", row -> rtf(row.rtfLow()));
    columns.put("rtf_ci_high", row -> rtf(row.rtfHigh()));
    columns.put("published_rtf", row -> rtf(row.publishedRtf()));
    columns.put("published_ratio", row -> rtf(row.publishedRatio()));
    columns.put("throughput_x_realtime", later());
    columns.put("rss_peak_mb", row -> Decimal.shortest(row.peakRssMb(), 1));
    columns.put("alloc_bytes_per_op", later());
    columns.put("cosine_vs_reference", row -> Decimal.shortest(row.cosine(), COSINE_PLACES));
    columns.put("verdict", row -> row.verdict().name());
    columns.put("note", SummaryRow::note);
    return columns;
  }

  private static Function<SummaryRow, String> ofModel(Function<SummaryRow, String> column) {
    return row -> row.model() == null ? "" : column.apply(row);
  }

  /** In the format, not measured yet. */
  private static Function<SummaryRow, String> later() {
    return row -> "";
  }

  private static String parameters(SummaryRow row) {
    return row.model().parameters().isPresent()
        ? Long.toString(row.model().parameters().getAsLong())
        : "";
  }

  private static String embeddingDim(SummaryRow row) {
    return row.model().embeddingDim() > 0 ? Integer.toString(row.model().embeddingDim()) : "";
  }

  /** Reading and FBank know no such threads. */
  private static String intraOpThreads(SummaryRow row) {
    return row.stage().perModel() ? Integer.toString(row.intraOpThreads()) : "";
  }

  private static String ms(double value) {
    return Decimal.shortest(value, MS_PLACES);
  }

  private static String rtf(double value) {
    return Decimal.shortest(value, RTF_PLACES);
  }
}
