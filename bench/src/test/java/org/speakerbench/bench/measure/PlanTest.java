package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
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
        .allMatch(cell -> profile.timing(cell.work()).iterations() >= 2);
  }

  @Test
  void plannedTimesKeepWithinTheirPromises() {
    assertThat(planned(Profile.SMOKE)).isLessThan(Duration.ofSeconds(60));
    assertThat(planned(Profile.QUICK)).isLessThan(Duration.ofSeconds(150));
    assertThat(planned(Profile.STANDARD)).isLessThan(Duration.ofMinutes(30));
    assertThat(planned(Profile.PUBLISH)).isLessThan(Duration.ofMinutes(90));
  }

  /** With two and a half seconds to start a JVM, load and check a model: the mean of the five. */
  private static Duration planned(Profile profile) {
    return plan(profile).tasks().stream()
        .map(t -> profile.timing(t.cell().work()).total().plus(Duration.ofMillis(2500)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void quickRunsWhatTheTableShowsTwice() {
    RunPlan plan = plan(Profile.QUICK);

    assertThat(plan.cells()).hasSize(17); // read, fbank; infer, e2e, extract of five models
    assertThat(plan.tasks()).hasSize(34);
  }

  @Test
  void standardRunsEverything() {
    List<Cell> cells = plan(Profile.STANDARD).cells();

    assertThat(cells).hasSize(32); // read, fbank; five stages and Offline of five models
    assertThat(cells.stream().map(cell -> cell.work().stage()).distinct())
        .containsExactlyInAnyOrder(Stage.values());
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
        .containsExactlyInAnyOrder(Stage.values());
    assertThat(plan.cells().stream().map(cell -> cell.work().model()).distinct())
        .hasSize(6)
        .contains("");
    assertThat(plan.tasks()).hasSize(12); // two, all six of the first model, e2e of four more
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
            grid,
            Programs.ALONE,
            profile,
            profile.forks(),
            0.02,
            new Zoo(Path.of("zoo"))));
  }
}
