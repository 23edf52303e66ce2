package org.speakerbench.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/** The tables of a run: each model beside its published figure, and every stage. */
final class RtfTable {
  private static final int PLACES = 4;
  private static final int FBANK_PLACES = 5;
  private static final String NOTHING = "-";

  private final List<SummaryRow> rows;
  private final Published published;

  RtfTable(List<SummaryRow> rows, Published published) {
    this.rows = rows;
    this.published = published;
  }

  /** An axis that is a column where it varies. */
  private record Axis(String title, Function<Work, String> value) {}

  private static final List<Axis> AXES =
      List.of(
          new Axis("Program", Work::program),
          new Axis("Scenario", work -> work.scenario().label()),
          new Axis("Audio\nms", work -> "" + work.audioMs()),
          new Axis("Threads", work -> "" + work.intraOpThreads()),
          new Axis("Workers", work -> "" + work.workers()),
          new Axis("Batch", work -> "" + work.batch()));

  /** A line for each model and setting that was measured from end to end. */
  TextTable models() {
    List<SummaryRow> lines =
        rows.stream().filter(row -> row.clock() == Clock.WALL && isWhole(row.work())).toList();
    List<Axis> axes = AXES.stream().filter(axis -> varies(lines, axis)).toList();
    List<String> header = new ArrayList<>(List.of("Model", "Params"));
    axes.forEach(axis -> header.add(axis.title()));
    header.addAll(
        List.of(
            "Published RTF\n(Xeon Platinum\n8163)",
            "RTF CPU,\nas published",
            "RTF wall\n[99% interval]",
            "FBank\nRTF",
            "Inference\nRTF",
            "Cosine",
            "Verdict"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (SummaryRow row : lines) {
      List<String> cells = new ArrayList<>(List.of(row.model().title(), millions(row)));
      axes.forEach(axis -> cells.add(axis.value().apply(row.work())));
      cells.addAll(
          List.of(
              published(row.work()),
              part(row.work(), Stage.EXTRACT, Clock.CPU, PLACES),
              withInterval(row),
              part(row.work(), Stage.FBANK, Clock.WALL, FBANK_PLACES),
              part(row.work(), Stage.INFER, Clock.WALL, PLACES),
              cosine(row.cosine()),
              row.verdict().name()));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  /**
   * From end to end; from file to file where outside programs are, of which nothing else is known.
   */
  private boolean isWhole(Work work) {
    boolean outside =
        rows.stream()
            .map(row -> row.work().program())
            .anyMatch(name -> !List.of(Work.SPEAKERBENCH, Work.BASE).contains(name));
    return work.stage() == (outside ? Stage.EXTRACT : Stage.E2E);
  }

  /** Only beside what may be compared with it. */
  private String published(Work work) {
    return work.scenario() == Scenario.OFFLINE || work.intraOpThreads() > 1
        ? NOTHING
        : published
            .find(work.model())
            .filter(figure -> figure.audioMs() == work.audioMs())
            .map(figure -> Decimal.fixed(figure.rtf(), 3))
            .orElse(NOTHING);
  }

  /** A part of one call after the other; parallel workers have none. */
  private String part(Work whole, Stage stage, Clock clock, int places) {
    return whole.scenario() == Scenario.OFFLINE
        ? NOTHING
        : find(whole, stage, clock)
            .map(row -> Decimal.fixed(row.rtf().rtf(), places))
            .orElse(NOTHING);
  }

  private static boolean varies(List<SummaryRow> lines, Axis axis) {
    return lines.stream().map(row -> axis.value().apply(row.work())).distinct().count() > 1;
  }

  /** Every stage by wall clock: where the time goes. */
  TextTable stages() {
    List<SummaryRow> lines = rows.stream().filter(row -> row.clock() == Clock.WALL).toList();
    List<Axis> axes =
        AXES.stream()
            .filter(
                axis ->
                    varies(
                        lines.stream().filter(row -> row.work().stage().perModel()).toList(), axis))
            .toList();
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

  private static String withInterval(SummaryRow row) {
    String rtf = Decimal.fixed(row.rtf().rtf(), PLACES);
    return Double.isNaN(row.rtf().low())
        ? rtf
        : rtf
            + " ["
            + Decimal.fixed(row.rtf().low(), PLACES)
            + ", "
            + Decimal.fixed(row.rtf().high(), PLACES)
            + "]";
  }

  private static String millions(SummaryRow row) {
    OptionalLong parameters = row.model().parameters();
    return parameters.isPresent() ? Decimal.fixed(parameters.getAsLong() / 1e6, 2) + "M" : NOTHING;
  }

  /** Rounded down: only what is equal reads 1. */
  private static String cosine(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : BigDecimal.valueOf(value).setScale(7, RoundingMode.DOWN).toPlainString();
  }
}
