package org.speakerbench.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/** The tables of a run: each model beside its published figure, and every stage. */
final class RtfTable {
  /** Name of the column that tells rows of one model apart. */
  static final String SETTING = "Setting";

  /** Whether the answer is right. */
  static final String ANSWER = "Answer";

  /** Whether the figure is evidence. */
  static final String FIGURE = "Figure";

  private static final int PLACES = 4;
  private static final String NOTHING = "-";

  private final List<SummaryRow> rows;
  private final List<SummaryRow> headline;
  private final Published published;

  RtfTable(List<SummaryRow> rows, Published published) {
    this.rows = rows;
    headline = Headline.of(rows).rows();
    this.published = published;
  }

  /** An axis that is told where it varies: as a column of the stages, and in words. */
  private record Axis(String title, Function<Work, String> value, Function<Work, String> words) {
    Axis(String title, Function<Work, String> value) {
      this(title, value, value);
    }

    static Axis counted(String title, ToIntFunction<Work> value, String noun) {
      return new Axis(
          title,
          work -> Integer.toString(value.applyAsInt(work)),
          work -> Words.plural(value.applyAsInt(work), noun));
    }
  }

  private static final List<Axis> AXES =
      List.of(
          new Axis("Program", Work::program),
          new Axis("Scenario", work -> work.scenario().label()),
          Axis.counted("Workers", Work::workers, "worker"),
          Axis.counted("Threads", Work::intraOpThreads, "thread"),
          Axis.counted("Batch", Work::batch, "clip"),
          new Axis("Audio\nms", work -> "" + work.audioMs(), work -> work.audioMs() + " ms"));

  /** What was measured from end to end, a row for each line of {@link #models()}. */
  List<SummaryRow> lines() {
    return headline;
  }

  /** A line for each model and setting that was measured from end to end. */
  TextTable models() {
    List<Axis> axes = varying(headline);
    boolean memory = rows.stream().anyMatch(row -> row.memory().process().known());
    List<String> header = new ArrayList<>(List.of("Model"));
    if (!axes.isEmpty()) {
      header.add(SETTING);
    }
    header.addAll(
        List.of(
            "RTF wall\n[99% interval]",
            ANSWER,
            FIGURE,
            "Published\nRTF (Xeon\n8163)",
            "RTF CPU,\nas\npublished",
            "Inference\nRTF"));
    if (memory) {
      header.add("Memory,\npeak MB");
    }
    header.addAll(List.of("Cosine", "Params"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (SummaryRow row : headline) {
      List<String> cells = new ArrayList<>(List.of(row.model().title()));
      if (!axes.isEmpty()) {
        cells.add(
            axes.stream()
                .filter(axis -> !axis.title().equals("Workers") || isOffline(row.work()))
                .map(axis -> axis.words().apply(row.work()))
                .collect(Collectors.joining(", ")));
      }
      cells.addAll(
          List.of(
              Words.rtf(row),
              row.verdict().name(),
              Standing.of(row).label(),
              published(row.work()),
              part(row.work(), Stage.EXTRACT, Clock.CPU),
              part(row.work(), Stage.INFER, Clock.WALL)));
      if (memory) {
        cells.add(peakMb(row.work()));
      }
      cells.addAll(List.of(cosine(row.cosine()), millions(row)));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** Only beside what may be compared with it. */
  private String published(Work work) {
    return isOffline(work) || work.intraOpThreads() > 1
        ? NOTHING
        : published
            .find(work.model())
            .filter(figure -> figure.audioMs() == work.audioMs())
            .map(figure -> Decimal.fixed(figure.rtf(), 3))
            .orElse(NOTHING);
  }

  /** A part of one call after the other; parallel workers have none. */
  private String part(Work whole, Stage stage, Clock clock) {
    return isOffline(whole)
        ? NOTHING
        : find(whole, stage, clock)
            .map(row -> Decimal.fixed(row.rtf().rtf(), PLACES))
            .orElse(NOTHING);
  }

  /** Of a process with this program, model and number of threads, one call after the other. */
  private String peakMb(Work whole) {
    return isOffline(whole)
        ? NOTHING
        : find(whole, Stage.COLD, Clock.WALL)
            .map(row -> MemoryTable.megabytes(row.memory().process().peakMb()))
            .orElse(NOTHING);
  }

  private static boolean isOffline(Work work) {
    return work.scenario() == Scenario.OFFLINE;
  }

  private static List<Axis> varying(List<SummaryRow> lines) {
    return AXES.stream()
        .filter(
            axis ->
                lines.stream().map(row -> axis.value().apply(row.work())).distinct().count() > 1)
        .toList();
  }

  /** Every stage by wall clock: where the time goes. */
  TextTable stages() {
    List<SummaryRow> lines = rows.stream().filter(row -> row.clock() == Clock.WALL).toList();
    List<Axis> axes = varying(lines.stream().filter(row -> row.work().stage().perModel()).toList());
    List<String> header = new ArrayList<>(List.of("Stage", "Model"));
    axes.forEach(axis -> header.add(axis.title()));
    header.addAll(List.of("n", "Mean ms", "Median ms", "p90 ms", "RTF", "RTF 99% interval"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (SummaryRow row : lines) {
      List<String> cells = new ArrayList<>(List.of(row.work().stage().label(), row.work().model()));
      axes.forEach(axis -> cells.add(axis.value().apply(row.work())));
      cells.addAll(
          List.of(
              Integer.toString(row.ms().n()),
              Decimal.fixed(row.ms().mean(), 3),
              Decimal.fixed(row.ms().median(), 3),
              Decimal.fixed(row.ms().p90(), 3),
              Decimal.fixed(row.rtf().rtf(), 6),
              Double.isNaN(row.rtf().low())
                  ? ""
                  : Decimal.fixed(row.rtf().low(), 6)
                      + " to "
                      + Decimal.fixed(row.rtf().high(), 6)));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /** A stage of the same program, model and setting; one without a model of the same audio. */
  private Optional<SummaryRow> find(Work whole, Stage stage, Clock clock) {
    Work wanted =
        stage == whole.stage()
            ? whole
            : new Work(
                whole.program(),
                Scenario.SINGLE_STREAM,
                stage,
                stage.perModel() ? whole.model() : "",
                stage.perModel() ? whole.intraOpThreads() : 0,
                1,
                stage == Stage.INFER ? whole.batch() : 1,
                whole.audioMs());
    return rows.stream()
        .filter(row -> row.clock() == clock && row.work().equals(wanted))
        .findFirst();
  }

  private static String millions(SummaryRow row) {
    OptionalLong parameters = row.model().parameters();
    return parameters.isPresent() ? Decimal.fixed(parameters.getAsLong() / 1e6, 2) + "M" : NOTHING;
  }

  /** Rounded down: only what is equal reads 1. */
  static String cosine(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : BigDecimal.valueOf(value).setScale(7, RoundingMode.DOWN).toPlainString();
  }
}
