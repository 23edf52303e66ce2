package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.MacsOfWork;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.summary.SummaryRows;

class RtfTableTest {

  @Test
  void eachModelStandsBesideItsPublishedFigure() {
    assertThat(table(Fixture.cells()).models().text())
        .isEqualTo(
            """
            Model                 RTF wall      Answer      Figure  Published   RTF CPU,  Inference     Cosine  Params
                            [99% interval]                          RTF (Xeon         as        RTF
                                                                        8163)  published
            -----  -----------------------  ----------  ----------  ---------  ---------  ---------  ---------  ------
            CAM++  0.0143 [0.0127, 0.0159]    VERIFIED  first look      0.049          -          -  0.9999998   7.18M
            mine                    0.4115  UNVERIFIED     INVALID          -          -          -          -       -
            """);
  }

  @Test
  void parallelWorkersStandAloneAndOutsidePrograms() {
    Work whole = Fixture.cell(Stage.E2E, Fixture.CAMPPLUS).work();
    Work offline = new Work("speakerbench", Scenario.OFFLINE, Stage.E2E, "campplus", 1, 2, 1, 3000);
    List<CellResult> cells = new ArrayList<>();
    for (Work work : List.of(whole, offline)) {
      cells.add(
          Fixture.result(
              new Cell(work, Fixture.CAMPPLUS), List.of(Fixture.iteration(1, 1, 30, 30, 1))));
    }
    assertThat(table(cells).models().text().lines().skip(4).map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "CAM++ SingleStream 0.0100 VERIFIED INVALID 0.049 - - 1.0000000 7.18M",
            "CAM++ Offline, 2 workers 0.0100 VERIFIED INVALID - - - 1.0000000 7.18M");

    Work extract = Fixture.cell(Stage.EXTRACT, Fixture.CAMPPLUS).work();
    for (Work work : List.of(extract, extract.by("python"))) {
      cells.add(
          Fixture.result(
              new Cell(work, Fixture.CAMPPLUS), List.of(Fixture.iteration(1, 1, 60, 60, 1))));
    }
    assertThat(table(cells).models().text().lines().skip(4).map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "CAM++ speakerbench 0.0200 VERIFIED INVALID 0.049 0.0200 - 1.0000000 7.18M",
            "CAM++ python 0.0200 VERIFIED INVALID 0.049 0.0200 - 1.0000000 7.18M");
  }

  @Test
  void theFivePublishedModelsFitTheConsole() {
    TextTable table = table(List.of(Fixture.fiveForks(Stage.E2E))).models();
    table.row(
        "ERes2Net-Large",
        "1.1581 [1.1365, 1.1891]",
        "UNVERIFIED",
        "first look",
        "0.191",
        "1.1554",
        "1.1440",
        "0.9999999",
        "29.02M");

    assertThat(table.text().lines()).allMatch(line -> line.length() <= Wrap.COLUMNS);
  }

  @Test
  void markdownHasTheSameCells() {
    assertThat(new TextTable("A\nB", "C").row("x|y", "1").markdown())
        .isEqualTo("| A B | C |\n| :-- | --: |\n| x\\|y | 1 |\n");
  }

  @Test
  void sentencesAreWrapped() {
    assertThat(Wrap.lines("word ".repeat(100)).lines())
        .hasSize(5)
        .allMatch(line -> line.length() <= Wrap.COLUMNS && !line.endsWith(" "));
  }

  private static RtfTable table(List<CellResult> cells) {
    return new RtfTable(
        new SummaryRows(
                Fixture.RUN, Profile.QUICK, Fixture.models(), MacsOfWork.NONE, Fixture.published())
            .of(cells),
        Fixture.published());
  }
}
