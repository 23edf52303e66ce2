package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.Stage;
import org.speakerbench.engine.zoo.Zoo;

class SummaryRowsTest {

  @Test
  void fiveForksGiveABootstrapAndPercentiles() {
    SummaryRow wall = rows(3000, 1, Fixture.fiveForks()).get(0);

    assertThat(wall.forks()).isEqualTo(5);
    assertThat(wall.ms().n()).isEqualTo(100);
    assertThat(wall.rtf()).isCloseTo(53.0 / 3000, within(1e-12));
    assertThat(wall.interval().kind()).isEqualTo(Interval.Kind.BETWEEN_FORKS);
    assertThat(wall.rtfLow()).isBetween(51.0 / 3000, 53.0 / 3000);
    assertThat(wall.rtfHigh()).isBetween(53.0 / 3000, 55.0 / 3000);
    assertThat(wall.ms().p90()).isEqualTo(55);
    assertThat(wall.ms().p99()).isNaN();
    assertThat(wall.note()).isEqualTo("99% interval by bootstrap over forks");
    assertThat(wall.verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void onlyLikeIsComparedWithThePublishedFigure() {
    assertThat(rows(3000, 1, Fixture.fiveForks())).allMatch(row -> row.publishedRtf() == 0.049);
    assertThat(rows(3000, 1, Fixture.fiveForks()).get(0).publishedRatio())
        .isCloseTo(53.0 / 3000 / 0.049, within(1e-12));
    assertThat(rows(1500, 1, Fixture.fiveForks()).get(0).publishedRatio()).isNaN();
    assertThat(rows(3000, 2, Fixture.fiveForks()).get(0).publishedRatio()).isNaN();
    CellResult infer =
        new CellResult(
            new Cell(Stage.INFER, Fixture.CAMPPLUS), Fixture.fiveForks().iterations(), List.of());
    assertThat(rows(3000, 1, infer).get(0).publishedRatio()).isNaN();
  }

  @Test
  void oneUnverifiedForkMakesTheRowUnverified() {
    CellResult result =
        new CellResult(
            new Cell(Stage.E2E, Fixture.CAMPPLUS),
            List.of(
                Fixture.iteration(1, 1, 40, 40, 1),
                new IterationData(2, 1, List.of(), 1, 40, 100, false, Double.NaN)),
            List.of());

    SummaryRow cpu = rows(3000, 1, result).get(1);

    assertThat(cpu.verdict()).isEqualTo(Verdict.UNVERIFIED);
    assertThat(cpu.cosine()).isNaN();
  }

  @Test
  void aCellWithoutResultHasNoRow() {
    CellResult failed =
        new CellResult(
            new Cell(Stage.E2E, Fixture.CAMPPLUS),
            List.of(),
            List.of(new CellResult.Failure(1, "no")));

    assertThat(rows(3000, 1, failed)).isEmpty();
  }

  private static List<SummaryRow> rows(int audioMs, int threads, CellResult cell) {
    RtfSettings settings =
        new RtfSettings(
            List.of(Fixture.CAMPPLUS),
            "flite-awb",
            audioMs,
            threads,
            Profile.STANDARD,
            new Zoo(Path.of("zoo")));
    return new SummaryRows(Fixture.RUN, settings, Fixture.models(), Fixture.published())
        .of(List.of(cell));
  }
}
