package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Conditions;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** Forks are joined by cell, failed ones are kept apart, and each is told at once. */
class MeasurementTest {
  private final StringWriter messages = new StringWriter();
  private final RtfSettings settings =
      new RtfSettings(
          List.of(new ModelRef("campplus", null)),
          "flite-awb",
          OwnFiles.NONE,
          Grids.of(3000, Stage.FBANK, Stage.E2E),
          Programs.ALONE,
          Profile.QUICK,
          2,
          0.02,
          new Zoo(Path.of("zoo")));

  @Test
  void theListenerSeesEveryFork() throws Exception {
    RunPlan plan = RunPlan.of(settings);
    List<Integer> seen = new ArrayList<>();
    Measurement measurement = new Measurement(plan, MeasurementTest::fork);

    List<CellResult> cells =
        measurement.run(
            progress(plan),
            soFar -> seen.add(soFar.stream().mapToInt(cell -> cell.iterations().size()).sum()));

    assertThat(seen).containsExactly(2, 4, 4, 6);
    CellResult fbank = cells.get(0);
    assertThat(fbank.forks()).containsExactly(1, 2);
    assertThat(fbank.conditions()).hasSize(2);
    assertThat(fbank.measured()).hasSize(2).allMatch(i -> i.phase() == Phase.MEASURED);
    assertThat(fbank.measured(2)).hasSize(1);
    CellResult failed = cells.get(1);
    assertThat(failed.forks()).containsExactly(1);
    assertThat(failed.planned()).isEqualTo(2);
    assertThat(failed.failures()).containsExactly(new CellResult.Failure(2, "killed"));
  }

  /** It is tried once more, and the run goes on whatever comes of it. */
  @Test
  void aForkThatFailsByChanceIsTriedAgain() throws Exception {
    RunPlan plan = RunPlan.of(settings);
    List<String> runs = new ArrayList<>();
    CellRunner flaky =
        (cell, fork) -> {
          String run = cell.work().stage().label() + fork;
          boolean again = runs.contains(run);
          runs.add(run);
          if (run.equals("e2e1") || run.equals("fbank2") && !again) {
            throw new ForkFailedException("killed", null, true);
          }
          return fork(cell, fork);
        };

    List<CellResult> cells = new Measurement(plan, flaky).run(progress(plan), soFar -> {});

    assertThat(runs).containsExactly("fbank1", "e2e1", "e2e1", "e2e2", "fbank2", "fbank2");
    assertThat(cells.get(0).forks()).containsExactly(1, 2);
    assertThat(cells.get(0).failures()).isEmpty();
    assertThat(cells.get(0).triedAgain()).containsExactly(new CellResult.Failure(2, "killed"));
    // The second fork of e2e fails with a reason of ours: that is not tried again.
    assertThat(cells.get(1).failures())
        .containsExactly(new CellResult.Failure(1, "killed"), new CellResult.Failure(2, "killed"));
    assertThat(cells.get(1).triedAgain()).containsExactly(new CellResult.Failure(1, "killed"));
    assertThat(messages.toString())
        .contains("fbank, fork 2 of 2, failed: killed; it is tried again");
  }

  private static CellRunner.Fork fork(Cell cell, int fork) throws ForkFailedException {
    if (cell.work().stage() == Stage.E2E && fork == 2) {
      throw new ForkFailedException("killed", null);
    }
    return new CellRunner.Fork(
        List.of(iteration(fork, Phase.WARMUP), iteration(fork, Phase.MEASURED)),
        Conditions.UNKNOWN);
  }

  private static IterationData iteration(int fork, Phase phase) {
    return new IterationData(
        fork,
        phase,
        1,
        List.of(new IterationData.Sample(40, 3)),
        3,
        new IterationData.Extras(41, 1, 1, 1, 1, true, 1));
  }

  private Progress progress(RunPlan plan) {
    return new Progress(new PrintWriter(messages), false, plan, Profile.QUICK, MacsOfWork.NONE);
  }
}
