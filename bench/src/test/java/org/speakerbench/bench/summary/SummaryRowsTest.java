package org.speakerbench.bench.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.MacsOfWork;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.report.Fixture;
import org.speakerbench.bench.statistics.Interval;

class SummaryRowsTest {

  @Test
  void fiveForksGiveABootstrapAndPercentiles() {
    SummaryRow wall = rows(Fixture.fiveForks(Stage.E2E)).get(0);

    assertThat(wall.forks()).isEqualTo(5);
    assertThat(wall.ms().n()).isEqualTo(100);
    assertThat(wall.rtf().rtf()).isCloseTo(53.0 / 3000, within(1e-12));
    assertThat(wall.intervalKind()).isEqualTo(Interval.Kind.BETWEEN_FORKS);
    assertThat(wall.rtf().low()).isBetween(51.0 / 3000, 53.0 / 3000);
    assertThat(wall.rtf().high()).isBetween(53.0 / 3000, 55.0 / 3000);
    assertThat(wall.ms().p90()).isEqualTo(55);
    assertThat(wall.ms().p99()).isNaN();
    assertThat(wall.note()).isEqualTo("99% interval by bootstrap over forks");
    assertThat(wall.verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void onlyLikeIsComparedWithThePublishedFigure() {
    SummaryRow like = rows(Fixture.fiveForks(Stage.EXTRACT)).get(1);
    assertThat(like.clock()).isEqualTo(Clock.CPU);
    assertThat(like.rtf().published()).isEqualTo(0.049);
    assertThat(like.rtf().publishedRatio()).isCloseTo(53.0 / 3000 / 0.049, within(1e-12));
    assertThat(rows(Fixture.fiveForks(Stage.EXTRACT)).get(0).rtf().published()).isNaN();
    assertThat(rows(Fixture.fiveForks(Stage.E2E))).allMatch(r -> Double.isNaN(r.rtf().published()));
  }

  @Test
  void oneUnverifiedForkMakesTheRowUnverified() {
    CellResult result =
        Fixture.result(
            Fixture.cell(Stage.E2E, Fixture.CAMPPLUS),
            List.of(
                Fixture.iteration(1, 1, 40, 40, 1),
                new IterationData(
                    2,
                    Phase.MEASURED,
                    1,
                    List.of(),
                    1,
                    Fixture.extras(40, 100, false, Double.NaN))));

    SummaryRow cpu = rows(result).get(1);

    assertThat(cpu.verdict()).isEqualTo(Verdict.UNVERIFIED);
    assertThat(cpu.cosine()).isNaN();
  }

  /** The fork that crashed is in the row of the others, and is a row where there are none. */
  @Test
  void aCrashIsKept() {
    CellResult.Failure crash = new CellResult.Failure(2, "CRASHED by SIGSEGV in libx.so");
    SummaryRow some =
        rows(Fixture.result(
                Fixture.cell(Stage.E2E, Fixture.CAMPPLUS),
                List.of(Fixture.iteration(1, 1, 40, 40, 1)),
                crash))
            .get(0);
    assertThat(some.verdict()).isEqualTo(Verdict.CRASHED);
    assertThat(some.ms().mean()).isEqualTo(40);
    assertThat(some.validity().reasons()).contains("1 of 2 forks", "1 fork CRASHED");
    assertThat(some.note()).contains("fork 2 failed: CRASHED by SIGSEGV in libx.so");

    List<SummaryRow> none =
        rows(Fixture.result(Fixture.cell(Stage.E2E, Fixture.CAMPPLUS), List.of(), crash, crash));
    assertThat(none).hasSize(1);
    assertThat(none.get(0).verdict()).isEqualTo(Verdict.CRASHED);
    assertThat(none.get(0).ms().n()).isZero();
    assertThat(none.get(0).rtf().rtf()).isNaN();
    assertThat(none.get(0).validity().valid()).isFalse();
    CellResult.Failure wrong = new CellResult.Failure(1, "the embedding is wrong");
    assertThat(rows(Fixture.result(Fixture.cell(Stage.E2E, Fixture.CAMPPLUS), List.of(), wrong)))
        .isEmpty();
  }

  @Test
  void theNoteSaysByWhichInstructionsFbankRan() {
    assertThat(noteOf(1, 1)).endsWith("; FBank by vectors");
    assertThat(noteOf(0, 0)).endsWith("; FBank in plain Java");
    assertThat(noteOf(1, 0)).endsWith("; FBank by vectors in some forks only");
    assertThat(noteOf(Double.NaN, Double.NaN)).doesNotContain("FBank");
  }

  private static String noteOf(double... fbankVectorByFork) {
    List<IterationData> iterations = new ArrayList<>();
    for (double vector : fbankVectorByFork) {
      iterations.add(
          new IterationData(
              iterations.size() + 1,
              Phase.MEASURED,
              1,
              List.of(new IterationData.Sample(40, 1)),
              1,
              new IterationData.Extras(
                  40, 1, 1, 1, 1, true, 1, Double.NaN, ProcessMemory.UNKNOWN, vector)));
    }
    return rows(Fixture.result(Fixture.cell(Stage.E2E, Fixture.CAMPPLUS), iterations))
        .get(0)
        .note();
  }

  @Test
  void aCellWithoutResultHasNoRow() {
    CellResult failed =
        Fixture.result(
            Fixture.cell(Stage.E2E, Fixture.CAMPPLUS), List.of(), new CellResult.Failure(1, "no"));

    assertThat(rows(failed)).isEmpty();
  }

  @Test
  void whatElseIsKnownOfAWorkIsInItsNote() {
    SummaryRows rows =
        new SummaryRows(
            Fixture.RUN,
            Profile.STANDARD,
            Fixture.models(),
            MacsOfWork.NONE,
            Fixture.published(),
            work -> Optional.of("of " + work.model()));
    assertThat(rows.of(List.of(Fixture.fiveForks(Stage.E2E))).get(0).note())
        .endsWith("; of campplus");
  }

  private static List<SummaryRow> rows(CellResult cell) {
    return new SummaryRows(
            Fixture.RUN, Profile.STANDARD, Fixture.models(), MacsOfWork.NONE, Fixture.published())
        .of(List.of(cell));
  }
}
