package org.speakerbench.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.measure.ModelFacts;
import org.speakerbench.bench.measure.Stage;

/** The table of the run: each model beside its published figure. */
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

  TextTable of(List<ModelFacts> models) {
    TextTable table =
        new TextTable(
            "Model",
            "Params",
            "Published RTF\n(Xeon Platinum\n8163)",
            "RTF wall\n[99% interval]",
            "RTF CPU",
            "FBank\nRTF",
            "Inference\nRTF",
            "Cosine",
            "Verdict");
    for (ModelFacts model : models) {
      Optional<SummaryRow> wall = find(Stage.E2E, Clock.WALL, model.name());
      table.row(
          model.title(),
          millions(model),
          published.find(model.name()).map(row -> Decimal.fixed(row.rtf(), 3)).orElse(NOTHING),
          wall.map(RtfTable::withInterval).orElse(NOTHING),
          rtf(find(Stage.E2E, Clock.CPU, model.name()), PLACES),
          rtf(find(Stage.FBANK, Clock.WALL, ""), FBANK_PLACES),
          rtf(find(Stage.INFER, Clock.WALL, model.name()), PLACES),
          wall.map(row -> cosine(row.cosine())).orElse(NOTHING),
          wall.map(row -> row.verdict().name()).orElse("FAILED"));
    }
    return table;
  }

  /** Every stage by wall clock: where the time goes. */
  TextTable stages() {
    TextTable table =
        new TextTable(
            "Stage", "Model", "n", "Mean ms", "Median ms", "p90 ms", "RTF", "RTF 99% interval");
    for (SummaryRow row : rows) {
      if (row.clock() == Clock.WALL) {
        table.row(
            row.stage().label(),
            row.model() == null ? "" : row.model().name(),
            Integer.toString(row.ms().n()),
            Decimal.fixed(row.ms().mean(), 3),
            Decimal.fixed(row.ms().median(), 3),
            Decimal.fixed(row.ms().p90(), 3),
            Decimal.fixed(row.rtf(), 6),
            Double.isNaN(row.rtfLow())
                ? ""
                : Decimal.fixed(row.rtfLow(), 6) + " to " + Decimal.fixed(row.rtfHigh(), 6));
      }
    }
    return table;
  }

  private Optional<SummaryRow> find(Stage stage, Clock clock, String model) {
    return rows.stream()
        .filter(row -> row.stage() == stage && row.clock() == clock)
        .filter(row -> row.model() == null || row.model().name().equals(model))
        .findFirst();
  }

  private static String withInterval(SummaryRow row) {
    String rtf = Decimal.fixed(row.rtf(), PLACES);
    return Double.isNaN(row.rtfLow())
        ? rtf
        : rtf
            + " ["
            + Decimal.fixed(row.rtfLow(), PLACES)
            + ", "
            + Decimal.fixed(row.rtfHigh(), PLACES)
            + "]";
  }

  private static String rtf(Optional<SummaryRow> row, int places) {
    return row.map(found -> Decimal.fixed(found.rtf(), places)).orElse(NOTHING);
  }

  private static String millions(ModelFacts model) {
    return model.parameters().isPresent()
        ? Decimal.fixed(model.parameters().getAsLong() / 1e6, 2) + "M"
        : NOTHING;
  }

  /** Rounded down: only what is equal reads 1. */
  private static String cosine(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : BigDecimal.valueOf(value).setScale(7, RoundingMode.DOWN).toPlainString();
  }
}
