package org.speakerbench.bench.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;

/**
 * The format of {@code summary.csv}, version 2; {@code reports/README.md} describes it. Columns may
 * be added at the end; a change of meaning raises the version.
 */
public final class SummaryCsv {
  /** Name of the file in a report folder. */
  public static final String FILE = "summary.csv";

  static final String SCHEMA_VERSION = "2";

  private static final int MS_PLACES = 6; // a nanosecond
  private static final int RTF_PLACES = 9;
  private static final int COSINE_PLACES = 10;
  private static final String SYNTHETIC = "synthetic";

  /** Between several reasons or warnings. */
  private static final String SEPARATOR = "; ";

  private static final Map<String, Function<SummaryRow, String>> COLUMNS = columns();

  /** The last column that version 2 always had; reports without those behind it are read too. */
  private static final String LAST_REQUIRED = "rss_slope_mb_per_min";

  private SummaryCsv() {}

  /** The whole file. */
  public static String text(List<SummaryRow> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (SummaryRow row : rows) {
      cells.add(cells(row));
    }
    return Csv.text(header(), cells);
  }

  /**
   * Reads a file that {@link #text} wrote; written again it has the same bytes.
   *
   * @throws org.speakerbench.engine.SpeakerbenchException if it is something else, or damaged
   */
  public static List<SummaryRow> read(Path file) {
    List<String> required = header().subList(0, header().indexOf(LAST_REQUIRED) + 1);
    return CsvTable.read(file, SCHEMA_VERSION, required, SummaryCsv::row);
  }

  /** One row as the file has it, in the order of the header. */
  public static List<String> cells(SummaryRow row) {
    return COLUMNS.values().stream().map(column -> column.apply(row)).toList();
  }

  /** Names of the columns. */
  public static List<String> header() {
    return List.copyOf(COLUMNS.keySet());
  }

  private static Map<String, Function<SummaryRow, String>> columns() {
    Map<String, Function<SummaryRow, String>> columns = new LinkedHashMap<>();
    columns.put("schema_version", row -> SCHEMA_VERSION);
    columns.put("run_id", row -> row.run().runId());
    columns.put("timestamp_utc", row -> row.run().timestampUtc());
    columns.put("label", row -> row.run().label());
    columns.put("cpu_model", row -> row.run().cpuModel());
    columns.put("git_sha", row -> row.run().gitSha());
    columns.put("model", row -> row.work().model());
    columns.put("model_kind", ofModel(model -> model.synthetic() ? SYNTHETIC : "file"));
    columns.put("model_sha256", ofModel(ModelFacts::sha256));
    columns.put(
        "params", ofModel(m -> m.parameters().isPresent() ? "" + m.parameters().getAsLong() : ""));
    columns.put("macs", row -> row.macs().isPresent() ? "" + row.macs().getAsLong() : "");
    columns.put("embedding_dim", ofModel(m -> m.embeddingDim() > 0 ? "" + m.embeddingDim() : ""));
    columns.put("precision", ofModel(ModelFacts::precision));
    columns.put("scenario", row -> row.work().scenario().label());
    columns.put("stage", row -> row.work().stage().label());
    columns.put("clock", row -> row.clock().label());
    columns.put("intra_op_threads", row -> WorkColumns.threads(row.work()));
    columns.put("workers", row -> Integer.toString(row.work().workers()));
    columns.put("batch", row -> Integer.toString(row.work().batch()));
    columns.put("audio_ms", row -> Integer.toString(row.work().audioMs()));
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
    columns.put("rtf", row -> rtf(row.rtf().rtf()));
    columns.put("rtf_ci_low", row -> rtf(row.rtf().low()));
    columns.put("rtf_ci_high", row -> rtf(row.rtf().high()));
    columns.put("published_rtf", row -> rtf(row.rtf().published()));
    columns.put("published_ratio", row -> rtf(row.rtf().publishedRatio()));
    columns.put("throughput_x_realtime", row -> Decimal.shortest(row.rtf().throughput(), 3));
    columns.put("rss_peak_mb", row -> Decimal.shortest(row.memory().rssPeakMb(), 1));
    columns.put("alloc_bytes_per_op", row -> Decimal.shortest(row.memory().allocBytesPerOp(), 1));
    columns.put("cosine_vs_reference", row -> Decimal.shortest(row.cosine(), COSINE_PLACES));
    columns.put("verdict", row -> row.verdict().name());
    columns.put("note", SummaryRow::note);
    columns.put("program", row -> row.work().program());
    columns.put("rtf_ci_kind", row -> row.intervalKind().label());
    columns.put("validity", row -> row.validity().label());
    columns.put("invalid_reasons", row -> String.join(SEPARATOR, row.validity().reasons()));
    columns.put("warnings", row -> String.join(SEPARATOR, row.validity().warnings()));
    columns.put("outliers_low_extreme", row -> Long.toString(row.outliers().lowExtreme()));
    columns.put("outliers_low_mild", row -> Long.toString(row.outliers().lowMild()));
    columns.put("outliers_high_mild", row -> Long.toString(row.outliers().highMild()));
    columns.put("outliers_high_extreme", row -> Long.toString(row.outliers().highExtreme()));
    columns.put(
        "rss_slope_mb_per_min", row -> Decimal.shortest(row.memory().rssSlopeMbPerMin(), 3));
    columns.put("memory_jvm_mb", ofProcess(ProcessMemory::jvmMb));
    columns.put("memory_loaded_mb", ofProcess(ProcessMemory::loadedMb));
    columns.put("memory_first_mb", ofProcess(ProcessMemory::firstMb));
    columns.put("memory_settled_mb", ofProcess(ProcessMemory::settledMb));
    columns.put("memory_peak_mb", ofProcess(ProcessMemory::peakMb));
    columns.put("memory_embeddings", ofProcess(ProcessMemory::embeddings));
    columns.put("model_identity", ofModel(ModelFacts::identity));
    columns.put("graph", ofModel(model -> model.graph().toString()));
    columns.put("provider", ofModel(ModelFacts::provider));
    columns.put("compute_precision", ofModel(ModelFacts::computePrecision));
    columns.put(
        "relative_l2_vs_reference", row -> Decimal.shortest(row.relativeL2(), COSINE_PLACES));
    columns.put("form_of", ofModel(ModelFacts::formOf));
    return columns;
  }

  private static SummaryRow row(CsvTable.Row row) {
    return new SummaryRow(
        new RunFacts(
            row.text("run_id"),
            row.text("timestamp_utc"),
            row.text("label"),
            row.text("cpu_model"),
            row.text("git_sha")),
        WorkColumns.read(row),
        row.constant("clock", Clock::of),
        row.text("model").isEmpty() ? null : model(row),
        row.optionalCount("macs"),
        row.integer("forks"),
        statistics(row),
        new Outliers(
            row.count("outliers_low_extreme"),
            row.count("outliers_low_mild"),
            row.count("outliers_high_mild"),
            row.count("outliers_high_extreme")),
        new RtfFigures(
            row.optionalNumber("rtf"),
            row.optionalNumber("rtf_ci_low"),
            row.optionalNumber("rtf_ci_high"),
            row.optionalNumber("published_rtf"),
            row.optionalNumber("published_ratio"),
            row.optionalNumber("throughput_x_realtime")),
        row.constant("rtf_ci_kind", Interval.Kind::of),
        new MemoryFigures(
            row.optionalNumber("rss_peak_mb"),
            row.optionalNumber("rss_slope_mb_per_min"),
            row.optionalNumber("alloc_bytes_per_op"),
            new ProcessMemory(
                row.optionalNumber("memory_jvm_mb"),
                row.optionalNumber("memory_loaded_mb"),
                row.optionalNumber("memory_first_mb"),
                row.optionalNumber("memory_settled_mb"),
                row.optionalNumber("memory_peak_mb"),
                row.optionalNumber("memory_embeddings"))),
        row.optionalNumber("cosine_vs_reference"),
        row.optionalNumber("relative_l2_vs_reference"),
        row.constant("verdict", Verdict::of),
        new Validity(list(row.text("invalid_reasons")), list(row.text("warnings"))),
        row.text("note"));
  }

  private static SampleStatistics statistics(CsvTable.Row row) {
    int n = row.integer("n");
    return n == 0
        ? SampleStatistics.NONE
        : new SampleStatistics(
            n,
            row.number("mean_ms"),
            row.number("median_ms"),
            row.optionalNumber("sd_ms"),
            row.number("mad_ms"),
            row.number("min_ms"),
            row.optionalNumber("p90_ms"),
            row.optionalNumber("p99_ms"));
  }

  private static ModelFacts model(CsvTable.Row row) {
    return new ModelFacts(
        row.text("model"),
        row.text("model_kind").equals(SYNTHETIC),
        row.text("model_sha256"),
        row.optionalCount("params"),
        row.text("embedding_dim").isEmpty() ? -1 : row.integer("embedding_dim"),
        row.text("precision"),
        row.text("model_identity"),
        row.text("form_of"));
  }

  private static List<String> list(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR));
  }

  private static Function<SummaryRow, String> ofModel(Function<ModelFacts, String> column) {
    return row -> row.model() == null ? "" : column.apply(row.model());
  }

  private static Function<SummaryRow, String> ofProcess(ToDoubleFunction<ProcessMemory> megabytes) {
    return row -> Decimal.shortest(megabytes.applyAsDouble(row.memory().process()), 1);
  }

  private static String ms(double value) {
    return Decimal.shortest(value, MS_PLACES);
  }

  private static String rtf(double value) {
    return Decimal.shortest(value, RTF_PLACES);
  }
}
