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
    assertThat(profile.warmupIterations()).isPositive();
  }

  @Test
  void plannedTimesKeepWithinTheirPromises() {
    assertThat(planned(Profile.SMOKE)).isLessThan(Duration.ofSeconds(60));
    assertThat(planned(Profile.QUICK)).isLessThan(Duration.ofSeconds(135));
    assertThat(planned(Profile.STANDARD)).isLessThan(Duration.ofMinutes(25));
  }

  /** With three seconds to start a JVM, load and check a model: the mean of the five. */
  private static Duration planned(Profile profile) {
    int forks = plan(profile).tasks().size();
    return profile.forkTime().plus(Duration.ofSeconds(3)).multipliedBy(forks);
  }

  @Test
  void quickRunsEveryStageOfEveryModelTwice() {
    RunPlan plan = plan(Profile.QUICK);

    assertThat(plan.cells()).hasSize(12);
    assertThat(plan.tasks()).hasSize(24);
    assertThat(plan.tasks().get(2).toString()).contains("campplus").contains("fork=1");
  }

  @Test
  void forksAreInterleaved() {
    RunPlan plan = plan(Profile.STANDARD);

    for (int fork = 1; fork <= 5; fork++) {
      int round = fork;
      List<RunPlan.Task> tasks = plan.tasks().subList((fork - 1) * 12, fork * 12);
      assertThat(tasks).allMatch(task -> task.fork() == round);
      assertThat(new HashSet<>(tasks.stream().map(RunPlan.Task::cell).toList())).hasSize(12);
    }
  }

  @Test
  void smokeRunsEveryBenchmarkAndEveryModel() {
    RunPlan plan = plan(Profile.SMOKE);

    assertThat(plan.cells().stream().map(cell -> cell.work().stage()).distinct()).hasSize(4);
    assertThat(plan.cells().stream().map(cell -> cell.work().model()).distinct())
        .hasSize(6)
        .contains("");
    assertThat(plan.tasks()).hasSize(12);
  }

  private static RunPlan plan(Profile profile) {
    return RunPlan.of(
        new RtfSettings(
            PUBLISHED,
            "flite-awb",
            Grids.of(3000),
            Programs.ALONE,
            profile,
            profile.forks(),
            new Zoo(Path.of("zoo"))));
  }
}
