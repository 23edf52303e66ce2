package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.MacsOfWork;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.summary.SummaryRows;

class ScalingTableTest {
  private static final Environment TWO_CPUS =
      Environment.of(Map.of("process", Map.of("usable_cpus", Fact.of(2, "affinity"))));

  /** 60 ms a call of 3 s are 50 times real time; two workers 40 ms, four 30 ms. */
  @Test
  void throughputEfficiencyAndMemoryOfASweep() {
    ScalingTable scaling =
        table(
            TWO_CPUS,
            offline(4, 30, 460),
            offline(1, 60, 400),
            single(61, 390),
            offline(2, 40, 420));

    assertThat(scaling.table().get().text())
        .isEqualTo(
            """
            Work                        Workers  Throughput,  Speed-up  Efficiency  MB per  Validity           Warning
                                                 x real time                        worker
            --------------------------  -------  -----------  --------  ----------  ------  --------  ----------------
            campplus e2e wall, 3000 ms        1         50.0      1.00        100%       -   INVALID
            campplus e2e wall, 3000 ms        2         75.0      1.50         75%      20   INVALID
            campplus e2e wall, 3000 ms        4        100.0      2.00         50%      20   INVALID  more than 2 CPUs
            """);
    List<ScalingTable.Point> points = scaling.points();
    assertThat(points).extracting(ScalingTable.Point::workers).containsExactly(1, 2, 4);
    assertThat(points.get(2).throughput()).isCloseTo(100, within(1e-9));
    assertThat(points.get(2).efficiency()).isCloseTo(0.5, within(1e-9));
  }

  /** As in a run without a sweep. */
  @Test
  void oneCallAfterTheOtherStandsForOneWorker() {
    List<ScalingTable.Point> points =
        table(TWO_CPUS, single(60, 400), offline(2, 40, 450)).points();

    assertThat(points).extracting(ScalingTable.Point::workers).containsExactly(1, 2);
    assertThat(points.get(1).speedUp()).isCloseTo(1.5, within(1e-9));
    assertThat(points.get(1).efficiency()).isCloseTo(0.75, within(1e-9));
    assertThat(points.get(1).mbPerWorker()).isCloseTo(50, within(1e-9));
    assertThat(points.get(1).moreThanCpus()).isFalse();
  }

  @Test
  void withoutOneWorkerOrWithoutOthersThereIsNothingToCompare() {
    assertThat(table(TWO_CPUS, offline(2, 40, 450)).table()).isEmpty();
    assertThat(table(TWO_CPUS, single(60, 400)).table()).isEmpty();
    assertThat(table(TWO_CPUS, single(60, 400), offline(1, 60, 400)).table()).isEmpty();
  }

  @Test
  void unknownCpusAreNoWarning() {
    assertThat(table(Environment.of(Map.of()), offline(1, 60, 400), offline(64, 2, 450)).points())
        .noneMatch(ScalingTable.Point::moreThanCpus);
  }

  private static CellResult single(double ms, double rssMb) {
    return result(Scenario.SINGLE_STREAM, 1, ms, rssMb);
  }

  private static CellResult offline(int workers, double ms, double rssMb) {
    return result(Scenario.OFFLINE, workers, ms, rssMb);
  }

  private static CellResult result(Scenario scenario, int workers, double ms, double rssMb) {
    Work work = new Work(Work.SPEAKERBENCH, scenario, Stage.E2E, "campplus", 1, workers, 1, 3000);
    IterationData iteration = Fixture.iteration(1, 1, ms, ms, 1);
    return Fixture.result(
        new Cell(work, Fixture.CAMPPLUS),
        List.of(
            new IterationData(
                1,
                iteration.phase(),
                1,
                iteration.samples(),
                1,
                Fixture.extras(ms, rssMb, true, 1))));
  }

  private static ScalingTable table(Environment environment, CellResult... cells) {
    List<SummaryRow> rows =
        new SummaryRows(
                Fixture.RUN, Profile.QUICK, Fixture.models(), MacsOfWork.NONE, Fixture.published())
            .of(List.of(cells));
    return new ScalingTable(new ReportData(environment, rows, List.of()));
  }
}
