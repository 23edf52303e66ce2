package org.speakerbench.bench.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The format of {@code profile.csv}, version 1; {@code reports/README.md} describes it. Columns may
 * be added at the end; a change of meaning raises the version.
 */
public final class ProfileCsv {
  /** Name of the file. */
  public static final String FILE = "profile.csv";

  static final String SCHEMA_VERSION = "1";

  private static final int MS_PLACES = 6; // a nanosecond
  private static final int SHARE_PLACES = 6;
  private static final int COSINE_PLACES = 10;

  private static final Map<String, BiFunction<ProfileSubject, ProfileRow, String>> COLUMNS =
      columns();

  private ProfileCsv() {}

  /** The whole file. */
  public static String text(ProfileSubject subject, List<ProfileRow> rows) {
    return Csv.text(
        List.copyOf(COLUMNS.keySet()),
        rows.stream()
            .map(
                row -> COLUMNS.values().stream().map(column -> column.apply(subject, row)).toList())
            .toList());
  }

  private static Map<String, BiFunction<ProfileSubject, ProfileRow, String>> columns() {
    Map<String, BiFunction<ProfileSubject, ProfileRow, String>> columns = new LinkedHashMap<>();
    columns.put("schema_version", (subject, row) -> SCHEMA_VERSION);
    columns.put("run_id", (subject, row) -> subject.run().runId());
    columns.put("timestamp_utc", (subject, row) -> subject.run().timestampUtc());
    columns.put("label", (subject, row) -> subject.run().label());
    columns.put("cpu_model", (subject, row) -> subject.run().cpuModel());
    columns.put("git_sha", (subject, row) -> subject.run().gitSha());
    columns.put("model", (subject, row) -> subject.model());
    columns.put("graph", (subject, row) -> subject.graph().toString());
    columns.put("provider", (subject, row) -> subject.provider().name());
    columns.put("compute_precision", (subject, row) -> subject.provider().precision().toString());
    columns.put("onnxruntime_version", (subject, row) -> subject.runtime());
    columns.put("clip", (subject, row) -> subject.clip());
    columns.put("audio_ms", (subject, row) -> Integer.toString(subject.audioMs()));
    columns.put("frames", (subject, row) -> Integer.toString(subject.frames()));
    columns.put("intra_op_threads", (subject, row) -> Integer.toString(subject.threads()));
    columns.put("runs", (subject, row) -> Integer.toString(subject.runs()));
    columns.put("verdict", (subject, row) -> subject.verdict().name());
    columns.put(
        "cosine_vs_reference", (subject, row) -> Decimal.shortest(subject.cosine(), COSINE_PLACES));
    columns.put("level", (subject, row) -> row.level().label());
    columns.put("order", (subject, row) -> Integer.toString(row.order()));
    columns.put("name", (subject, row) -> row.name());
    columns.put("operator", (subject, row) -> row.operator());
    columns.put("layer_group", (subject, row) -> row.layerGroup());
    columns.put("nodes", (subject, row) -> count(row.nodes()));
    columns.put("calls", (subject, row) -> count(row.calls()));
    columns.put("ms", (subject, row) -> Decimal.shortest(row.ms(), MS_PLACES));
    columns.put("share", (subject, row) -> Decimal.shortest(row.share(), SHARE_PLACES));
    columns.put(
        "macs", (subject, row) -> row.macs().isPresent() ? "" + row.macs().getAsLong() : "");
    columns.put("gflop_per_s", (subject, row) -> Decimal.shortest(row.gflopPerS(), 3));
    columns.put("ceiling", (subject, row) -> row.ceiling());
    columns.put("of_ceiling", (subject, row) -> Decimal.shortest(row.ofCeiling(), SHARE_PLACES));
    columns.put("of_fma", (subject, row) -> Decimal.shortest(row.ofFma(), SHARE_PLACES));
    columns.put("bytes", (subject, row) -> count(row.bytes()));
    columns.put("macs_per_byte", (subject, row) -> Decimal.shortest(row.macsPerByte(), 3));
    columns.put("gb_per_s", (subject, row) -> Decimal.shortest(row.gbPerS(), 3));
    columns.put("bound", (subject, row) -> row.bound());
    columns.put(
        "ratio", (subject, row) -> ratio(row, row.ratio() == null ? 0 : row.ratio().value()));
    columns.put(
        "ratio_ci_low", (subject, row) -> ratio(row, row.ratio() == null ? 0 : row.ratio().low()));
    columns.put(
        "ratio_ci_high",
        (subject, row) -> ratio(row, row.ratio() == null ? 0 : row.ratio().high()));
    columns.put("note", (subject, row) -> row.note());
    return columns;
  }

  /** Blank is none. */
  private static String count(long value) {
    return value == 0 ? "" : Long.toString(value);
  }

  private static String ratio(ProfileRow row, double value) {
    return row.ratio() == null ? "" : Decimal.shortest(value, SHARE_PLACES);
  }
}
