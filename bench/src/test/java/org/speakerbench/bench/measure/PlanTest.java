package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

class PlanTest {
  private static final List<ModelRef> PUBLISHED =
      Published.load().keys().stream().map(key -> new ModelRef(key, null)).toList();

  @Test
  void profilesHaveTheForksThatTheirNamesPromise() {
    assertThat(Profile.SMOKE.forks()).isEqualTo(1);
    assertThat(Profile.QUICK.forks()).isEqualTo(2);
    assertThat(Profile.STANDARD.forks()).isGreaterThanOrEqualTo(5);
    assertThat(Profile.PUBLISH.forks()).isGreaterThanOrEqualTo(9).isOdd();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void setUpIsNeverInsideAMeasuredIteration(Profile profile) {
    assertThat(plan(profile).cells())
        .allMatch(cell -> profile.timing(cell.work()).warmups() >= 1)
        .filteredOn(cell -> cell.work().stage() != Stage.COLD) // whose set-up is another process
        .allMatch(cell -> profile.timing(cell.work()).iterations() >= 2);
  }

  @Test
  void plannedTimesKeepWithinTheirPromises() {
    assertThat(planned(Profile.SMOKE)).isLessThan(Duration.ofSeconds(60));
    assertThat(planned(Profile.QUICK)).isLessThan(Duration.ofSeconds(200));
    assertThat(planned(Profile.STANDARD)).isLessThan(Duration.ofMinutes(38));
    assertThat(planned(Profile.PUBLISH)).isLessThan(Duration.ofMinutes(98));
  }

  /**
   * The mean of the five: two and a half seconds to start a JVM, load and check a model; half a
   * second a call, so that an iteration ends a quarter late; a second a cold start, and one more in
   * set-up.
   */
  private static Duration planned(Profile profile) {
    return plan(profile).tasks().stream()
        .map(RunPlan.Task::cell)
        .map(cell -> start(cell).plus(iterations(profile.timing(cell.work()), cell)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration start(Cell cell) {
    return Duration.ofMillis(
        switch (cell.work().stage()) {
          case COLD -> 3500;
          case GEMM, GEMM_INT8, GEMM_F16, GEMM_BF16, FMA -> 1000; // no model
          default -> 2500;
        });
  }

  private static Duration iterations(Timing timing, Cell cell) {
    Duration late =
        switch (cell.work().stage()) {
          case READ, FBANK, GEMM, GEMM_INT8, GEMM_F16, GEMM_BF16, FMA -> Duration.ZERO;
          case COLD -> Duration.ofSeconds(1);
          default -> Duration.ofMillis(250);
        };
    return timing.total().plus(late.multipliedBy(timing.warmups() + timing.iterations()));
  }

  /** What is not the whole is shorter, but never so short that nothing is measured twice. */
  @ParameterizedTest
  @EnumSource(value = Profile.class, names = "SOAK", mode = EnumSource.Mode.EXCLUDE)
  void onlyTheWholeTakesItsTime(Profile profile) {
    for (Cell cell : plan(profile).cells()) {
      Timing timing = profile.timing(cell.work());
      if (cell.work().stage() == Stage.E2E && cell.work().scenario() == Scenario.SINGLE_STREAM) {
        assertThat(timing.iterations()).isEqualTo(profile.iterations());
      } else if (profile.forks() >= 5) {
        assertThat(timing.iterations()).isGreaterThanOrEqualTo(3);
        assertThat(timing.total()).isLessThan(profile.timing(whole()).total());
      }
    }
  }

  private static Work whole() {
    return new Work(
        Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.E2E, "campplus", 1, 1, 1, 3000);
  }

  @Test
  void quickRunsWhatTheTableShowsTwiceAndTheColdStartOnce() {
    RunPlan plan = plan(Profile.QUICK);

    assertThat(plan.cells()).hasSize(22); // read, fbank; infer, e2e, extract, cold of five models
    assertThat(plan.tasks()).hasSize(2 * 17 + 5);
    assertThat(plan.tasks().stream().filter(task -> task.cell().work().stage() == Stage.COLD))
        .hasSize(5)
        .allMatch(task -> task.fork() == 1 && plan.rounds(task.cell()) == 1);
  }

  @Test
  void standardRunsEverything() {
    List<Cell> cells = plan(Profile.STANDARD).cells();

    // five ceilings; read, fbank; five stages and Offline of five models
    assertThat(cells).hasSize(37);
    assertThat(cells.stream().map(cell -> cell.work().stage()).distinct())
        .containsExactlyInAnyOrder(usual());
    assertThat(cells.stream().filter(cell -> cell.work().scenario() == Scenario.OFFLINE))
        .hasSize(5)
        .allMatch(cell -> cell.work().workers() == 1);
  }

  @Test
  void forksAreInterleaved() {
    RunPlan plan = plan(Profile.STANDARD);
    int cells = plan.cells().size();

    for (int fork = 1; fork <= 5; fork++) {
      int round = fork;
      List<RunPlan.Task> tasks = plan.tasks().subList((fork - 1) * cells, fork * cells);
      assertThat(tasks).allMatch(task -> task.fork() == round);
      assertThat(new HashSet<>(tasks.stream().map(RunPlan.Task::cell).toList())).hasSize(cells);
    }
  }

  @Test
  void aSoakIsOneLongForkOfTheWhole() {
    RunPlan plan = plan(Profile.SOAK);

    assertThat(plan.tasks()).hasSize(5).allMatch(task -> task.cell().work().stage() == Stage.E2E);
    Timing timing = Profile.SOAK.timing(plan.cells().get(0).work());
    assertThat(timing.total()).isGreaterThan(Duration.ofMinutes(9));
    assertThat(timing.iterations()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void smokeRunsEveryBenchmarkAndEveryModel() {
    RunPlan plan = plan(Profile.SMOKE);

    assertThat(plan.cells().stream().map(cell -> cell.work().stage()).distinct())
        .containsExactlyInAnyOrder(usual());
    assertThat(plan.cells().stream().map(cell -> cell.work().model()).distinct())
        .hasSize(6)
        .contains("");
    assertThat(plan.tasks()).hasSize(17); // seven, all six of the first model, e2e of four more
  }

  private static RunPlan plan(Profile profile) {
    Grid grid =
        new Grid(
            profile.scenarios(),
            profile.stages(),
            List.of(3000),
            List.of(1),
            List.of(1),
            List.of(1));
    return RunPlan.of(
        new RtfSettings(
            PUBLISHED,
            "flite-awb",
            OwnFiles.NONE,
            grid,
            Programs.ALONE,
            profile,
            profile.forks(),
            0.02,
            new Zoo(Path.of("zoo"))));
  }

  /** Clips that differ in length are timed where it is asked for, or where a plugin computes. */
  private static Stage[] usual() {
    return Arrays.stream(Stage.values())
        .filter(stage -> !stage.otherLengths())
        .toArray(Stage[]::new);
  }
}
