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
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** Forks are joined by cell, failed ones are kept apart, and each is told at once. */
class MeasurementTest {
  private final RtfSettings settings =
      new RtfSettings(
          List.of(new ModelRef("campplus", null)),
          "flite-awb",
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

  private static Progress progress(RunPlan plan) {
    return new Progress(new PrintWriter(new StringWriter()), false, plan, Profile.QUICK);
  }
}
