package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.VectorApi;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.MacsOfWork;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.summary.SummaryRows;

class CeilingTableTest {

  /** 402,653,184 multiply-adds in 10 ms are 80.5 GFLOP/s; 50,331,648 in 1 ms are 100.7. */
  @Test
  void operationsPerSecondAndTheirShares() {
    TextTable table = table(List.of(Stage.GEMM, Stage.FMA), Environment.of(Map.of())).table().get();

    assertThat(table.text())
        .isEqualTo(
            """
            Work                  GFLOP  Mean ms  GFLOP/s  Of GEMM  Of FMA peak  Validity
                                 a call
            -------------------  ------  -------  -------  -------  -----------  --------
            gemm wall            0.8053   10.000     80.5   100.0%        80.0%   INVALID
            fma wall             0.1007    1.000    100.7   125.0%       100.0%   INVALID
            fbank wall, 3000 ms  0.0044    0.200     22.2        -        22.0%   INVALID
            """);
  }

  /** Another front end has another number of operations, which is not counted. */
  @Test
  void theOperationsOfAnotherFrontEndAreNotTold() {
    Environment other =
        Environment.of(
            Map.of("run", Map.of("front_end", Fact.of("mel.bins 72 and not 80", "--config"))));
    assertThat(table(List.of(Stage.GEMM, Stage.FMA), other).table().get().text())
        .contains("gemm wall")
        .doesNotContain("fbank");
  }

  @Test
  void aMissingPeakIsSaidWithItsReason() {
    Environment without =
        Environment.of(Map.of("jvm", Map.of("fma_peak", Fact.unavailable("no module"))));
    CeilingTable table = table(List.of(Stage.GEMM), without);

    assertThat(table.table().get().rows())
        .allMatch(row -> row.get(5).equals("-"))
        .anyMatch(row -> row.get(4).equals("100.0%"));
    assertThat(table.method()).endsWith(" The FMA peak was not measured: no module.");
    assertThat(table(List.of(Stage.GEMM), Environment.of(Map.of())).method())
        .contains("The FMA peak was not measured");
    assertThat(table(List.of(Stage.GEMM, Stage.FMA), without).method()).doesNotContain("was not");
    assertThat(table(List.of(), without).table()).isEmpty();
    assertThat(VectorApi.noFmaPeak()).isEmpty(); // of this JVM, or the tests leave out the peak
  }

  @Test
  void theCountIsThatOfThePage() throws Exception {
    assertThat(FbankFlop.ofFrame())
        .isEqualTo(5 * 400 + (4 * 64 * 16 + 3 * 64 * 18) + (127 * 20 + 5) + 4 * 255 + 80 * 22)
        .isEqualTo(14_877);
    assertThat(FbankFlop.of(3000)).isEqualTo(298 * 14_877L);
    assertThat(FbankFlop.of(25)).isEqualTo(14_877);
    assertThat(FbankFlop.of(3_600_000)).isEqualTo(359_998 * 14_877L);
    assertThat(Files.readString(Path.of("../docs/performance.md"))).contains("14,877");
  }

  private static CeilingTable table(List<Stage> ceilings, Environment environment) {
    List<CellResult> cells = new ArrayList<>();
    for (Stage stage : ceilings) {
      Work work = new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, stage, "", 0, 1, 1, 0);
      cells.add(result(new Cell(work, null), stage == Stage.GEMM ? 10 : 1));
    }
    cells.add(result(Fixture.cell(Stage.FBANK, null), 0.2));
    cells.add(result(Fixture.cell(Stage.READ, null), 0.05));
    List<SummaryRow> rows =
        new SummaryRows(
                Fixture.RUN, Profile.QUICK, Fixture.models(), MacsOfWork.NONE, Fixture.published())
            .of(cells);
    return new CeilingTable(new ReportData(environment, rows, List.of()));
  }

  private static CellResult result(Cell cell, double ms) {
    return Fixture.result(cell, List.of(Fixture.iteration(1, 1, ms, ms * 2, Double.NaN)));
  }
}
