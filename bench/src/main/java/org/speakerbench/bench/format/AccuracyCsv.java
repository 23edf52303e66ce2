package org.speakerbench.bench.format;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.engine.score.Rate;

/**
 * The format of {@code accuracy.csv}, version 1; {@code reports/README.md} describes it. Columns
 * may be added at the end; a change of meaning raises the version.
 */
public final class AccuracyCsv {
  /** Name of the file in a report folder. */
  public static final String FILE = "accuracy.csv";

  static final String SCHEMA_VERSION = "1";

  private static final int PLACES = 6;
  private static final int COSINE_PLACES = 10;
  private static final int MS_PLACES = 1;
  private static final String SYNTHETIC = "synthetic";
  private static final String LOW = "_ci_low";
  private static final String HIGH = "_ci_high";
  private static final String DIFFERENCE = "eer_difference";

  /** Names of the columns of each rate. */
  private static final Map<Rate, String> RATES =
      new EnumMap<>(
          Map.of(
              Rate.EER, "eer",
              Rate.MIN_DCF_01, "min_dcf_p01",
              Rate.MIN_DCF_05, "min_dcf_p05",
              Rate.CLLR, "cllr",
              Rate.MIN_CLLR, "min_cllr"));

  /** The last column that version 1 always had; reports without those behind it are read too. */
  private static final String LAST_REQUIRED = "trials_sha256";

  private static final Map<String, Function<AccuracyRow, String>> COLUMNS = columns();

  private AccuracyCsv() {}

  /** The whole file. */
  public static String text(List<AccuracyRow> rows) {
    return Csv.text(header(), rows.stream().map(AccuracyCsv::cells).toList());
  }

  /**
   * Reads a file that {@link #text} wrote; written again it has the same bytes.
   *
   * @throws org.speakerbench.engine.SpeakerbenchException if it is something else, or damaged
   */
  public static List<AccuracyRow> read(Path file) {
    List<String> required = header().subList(0, header().indexOf(LAST_REQUIRED) + 1);
    return CsvTable.read(file, SCHEMA_VERSION, required, AccuracyCsv::row);
  }

  /** One row as the file has it, in the order of the header. */
  public static List<String> cells(AccuracyRow row) {
    return COLUMNS.values().stream().map(column -> column.apply(row)).toList();
  }

  /** Names of the columns. */
  public static List<String> header() {
    return List.copyOf(COLUMNS.keySet());
  }

  private static Map<String, Function<AccuracyRow, String>> columns() {
    Map<String, Function<AccuracyRow, String>> columns = new LinkedHashMap<>();
    columns.put("schema_version", row -> SCHEMA_VERSION);
    columns.put("run_id", row -> row.run().runId());
    columns.put("timestamp_utc", row -> row.run().timestampUtc());
    columns.put("label", row -> row.run().label());
    columns.put("cpu_model", row -> row.run().cpuModel());
    columns.put("git_sha", row -> row.run().gitSha());
    columns.put("model", row -> row.model().name());
    columns.put("model_kind", row -> row.model().synthetic() ? SYNTHETIC : "file");
    columns.put("model_sha256", row -> row.model().sha256());
    columns.put("model_identity", row -> row.model().identity());
    columns.put("model_bytes", row -> count(row.fileBytes()));
    columns.put("params", row -> count(row.model().parameters()));
    columns.put(
        "embedding_dim",
        row -> row.model().embeddingDim() > 0 ? "" + row.model().embeddingDim() : "");
    columns.put("precision", row -> row.model().precision());
    columns.put("front_end", row -> row.work().frontEnd());
    columns.put("trial_sides", row -> row.work().sides().label());
    columns.put("crop_ms", row -> positive(row.work().cropMs()));
    columns.put("score", row -> row.work().score());
    columns.put("speech", row -> row.trials().speech());
    columns.put("clip_ms_mean", row -> Decimal.shortest(row.trials().clipMs(), MS_PLACES));
    columns.put("trials", row -> "" + row.trials().trials());
    columns.put("targets", row -> "" + row.trials().targets());
    columns.put("nontargets", row -> "" + row.trials().nontargets());
    columns.put("speakers", row -> positive(row.trials().speakers()));
    columns.put("not_scored", row -> "" + row.trials().notScored());
    RATES.forEach((rate, name) -> estimate(columns, name, row -> row.of(rate)));
    estimate(columns, DIFFERENCE, AccuracyRow::difference);
    columns.put("verdict", row -> row.verdict().name());
    columns.put("reference", AccuracyRow::reference);
    columns.put("cosine_mean", row -> Decimal.shortest(row.cosineMean(), COSINE_PLACES));
    columns.put("cosine_min", row -> Decimal.shortest(row.cosineMin(), COSINE_PLACES));
    columns.put("note", AccuracyRow::note);
    columns.put("trials_sha256", row -> row.trials().sha256());
    columns.put("graph", row -> row.model().graph().toString());
    columns.put("provider", row -> row.model().provider());
    columns.put("compute_precision", row -> row.model().computePrecision());
    columns.put("form_of", row -> row.model().formOf());
    columns.put("relative_l2_max", row -> Decimal.shortest(row.relativeL2Max(), COSINE_PLACES));
    return columns;
  }

  private static void estimate(
      Map<String, Function<AccuracyRow, String>> columns,
      String name,
      Function<AccuracyRow, Estimate> of) {
    columns.put(name, row -> Decimal.shortest(of.apply(row).value(), PLACES));
    columns.put(name + LOW, row -> Decimal.shortest(of.apply(row).low(), PLACES));
    columns.put(name + HIGH, row -> Decimal.shortest(of.apply(row).high(), PLACES));
  }

  private static AccuracyRow row(CsvTable.Row row) {
    Map<Rate, Estimate> rates = new EnumMap<>(Rate.class);
    RATES.forEach((rate, name) -> rates.put(rate, estimate(row, name)));
    return new AccuracyRow(
        new RunFacts(
            row.text("run_id"),
            row.text("timestamp_utc"),
            row.text("label"),
            row.text("cpu_model"),
            row.text("git_sha")),
        new ModelFacts(
            row.text("model"),
            row.text("model_kind").equals(SYNTHETIC),
            row.text("model_sha256"),
            row.optionalCount("params"),
            row.text("embedding_dim").isEmpty() ? -1 : row.integer("embedding_dim"),
            row.text("precision"),
            row.text("model_identity"),
            row.text("form_of")),
        row.optionalCount("model_bytes"),
        new AccuracyWork(
            row.text("front_end"),
            row.constant("trial_sides", TrialSides::of),
            row.integerOrZero("crop_ms"),
            row.text("score")),
        new TrialFacts(
            row.text("speech"),
            row.integer("targets"),
            row.integer("nontargets"),
            row.integerOrZero("speakers"),
            row.integer("not_scored"),
            row.optionalNumber("clip_ms_mean"),
            row.text("trials_sha256")),
        rates,
        estimate(row, DIFFERENCE),
        row.constant("verdict", AccuracyVerdict::of),
        row.text("reference"),
        row.optionalNumber("cosine_mean"),
        row.optionalNumber("cosine_min"),
        row.optionalNumber("relative_l2_max"),
        row.text("note"));
  }

  private static Estimate estimate(CsvTable.Row row, String name) {
    return new Estimate(
        row.optionalNumber(name), row.optionalNumber(name + LOW), row.optionalNumber(name + HIGH));
  }

  private static String count(OptionalLong count) {
    return count.isPresent() ? "" + count.getAsLong() : "";
  }

  /** Blank for none. */
  private static String positive(int value) {
    return value > 0 ? "" + value : "";
  }
}
