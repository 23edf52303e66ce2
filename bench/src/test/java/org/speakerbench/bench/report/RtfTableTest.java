package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.MacsOfWork;
import org.speakerbench.bench.measure.Profile;

class RtfTableTest {

  @Test
  void eachModelStandsBesideItsPublishedFigure() {
    assertThat(table(Fixture.cells()).models().text())
        .isEqualTo(
            """
            Model  Params   Published RTF      RTF CPU,                 RTF wall    FBank  Inference     Cosine     Verdict
                           (Xeon Platinum  as published           [99% interval]      RTF        RTF
                                    8163)
            -----  ------  --------------  ------------  -----------------------  -------  ---------  ---------  ----------
            CAM++   7.18M           0.049             -  0.0143 [0.0127, 0.0159]  0.00020          -  0.9999998    VERIFIED
            mine        -               -             -                   0.4115  0.00020          -          -  UNVERIFIED
            """);
  }

  @Test
  void theFivePublishedModelsFitTheConsole() {
    TextTable table = table(List.of(Fixture.fiveForks(Stage.E2E))).models();
    table.row(
        "ERes2Net-Large",
        "29.02M",
        "0.191",
        "1.1554",
        "1.1581 [1.1365, 1.1891]",
        "0.00039",
        "1.1440",
        "0.9999999",
        "UNVERIFIED");

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
