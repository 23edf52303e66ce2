package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Estimate;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.engine.score.Rate;

/** Speed beside drift beside accuracy, of made-up figures. */
class WaysTableTest {
  private static final ReportData RUN = AccuracySamples.told(PageSamples.ways("one"));

  @Test
  void eachWayIsALineBesideTheModelItself() {
    TextTable table = new WaysTable(RUN).table().orElseThrow();

    assertThat(table.header())
        .startsWith("Model", "RTF wall [99%]", "Times faster [99%]", "The same, lengths in turn");
    assertThat(table.rows()).extracting(row -> row.get(0)).hasSize(5).doesNotHaveDuplicates();
    assertThat(table.rows().get(0)).contains("mine-f32", "1");
    assertThat(column(table, 2).get(3)).startsWith("2.00 [");
    assertThat(column(table, 3).get(3)).startsWith("1.64 [");
    assertThat(table.rows().get(4)).contains("mine-f32 (ov f16)", "CRASHED", "INVALID", "-");
    assertThat(new WaysTable(PageSamples.whole("one")).table()).isEmpty();
  }

  @Test
  void theErrorRatesStandBesideThem() {
    AccuracyRow itself = rates("mine-f32", AccuracyVerdict.REFERENCE, Estimate.NONE);
    AccuracyRow reduced =
        rates("mine-f32 (ov bf16)", AccuracyVerdict.UNDECIDED, new Estimate(0.01, -0.02, 0.04));
    ReportData joined = RUN.withAccuracy(List.of(itself, reduced));
    TextTable table = new WaysTable(joined).table().orElseThrow();

    assertThat(table.header()).endsWith("EER, 3000 ms [95%]", "Difference, 3000 ms");
    assertThat(table.rows().get(0)).endsWith("2.00% [1.00%, 4.00%]", "-");
    assertThat(table.rows().get(3))
        .endsWith("2.00% [1.00%, 4.00%]", "1.00% [-2.00%, 4.00%] UNDECIDED");
    assertThat(table.rows().get(2)).endsWith("-", "-");
    assertThat(new WaysAnswer(joined).sentences().get(0))
        .contains("costs 1.00% [-2.00%, 4.00%] EER on 3000 ms (UNDECIDED)");
  }

  /** A plugin is judged by lengths as users have them, and what crashed is in no claim. */
  @Test
  void theAnswerNamesTheFastestOfEachKind() {
    assertThat(new WaysAnswer(RUN).sentences())
        .singleElement()
        .asString()
        .startsWith("mine-f32, lengths in turn: in float32 its tuned graph is 1.24 [")
        .contains("times as fast as its official graph on the CPU provider; ov bf16 is 1.64 [")
        .endsWith("; what it costs in errors, evaluate says.")
        .doesNotContain("f16,", "CRASHED");
    assertThat(Answer.of(RUN).lines().toString()).contains("mine-f32 (ov f16) CRASHED");
    assertThat(new WaysAnswer(PageSamples.whole("one")).sentences()).isEmpty();
  }

  private static List<String> column(TextTable table, int column) {
    return table.rows().stream().map(row -> row.get(column)).toList();
  }

  private static AccuracyRow rates(String model, AccuracyVerdict verdict, Estimate difference) {
    AccuracyRow row =
        AccuracySamples.row(
            model, AccuracyWork.OWN, TrialSides.BOTH, 3000, new Estimate(0.02, 0.01, 0.04));
    return new AccuracyRow(
        row.run(),
        AccuracySamples.file(model),
        row.fileBytes(),
        row.work(),
        row.trials(),
        Map.of(Rate.EER, row.eer()),
        difference,
        verdict,
        "",
        0.99,
        0.98,
        0.1,
        "");
  }
}
