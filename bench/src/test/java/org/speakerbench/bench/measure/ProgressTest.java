package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private final RunPlan plan =
      RunPlan.of(
          new RtfSettings(
              List.of(new ModelRef("campplus", null)),
              "flite-awb",
              OwnFiles.NONE,
              Grids.of(3000),
              Programs.ALONE,
              Profile.STANDARD,
              5,
              0.02,
              new Zoo(Path.of("zoo"))));
  private long now;

  @Test
  void aTerminalShowsABarThatGrows() {
    run(true, 20);

    assertThat(text.toString())
        .startsWith("\r\u001b[K[>                   ] 1/20 read, fork 1 of 5, 3 min 55 s left")
        .contains("\r\u001b[K[=>                  ] 2/20 fbank, fork 1 of 5, 4 min 32 s left")
        .contains("\r\u001b[K[==========>         ] 11/20 campplus e2e, fork 3 of 5, 3 min 20 s")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n");
  }

  @Test
  void theTimeLeftKnowsWhichCombinationsAreSlow() {
    Progress progress = progress(true);
    for (RunPlan.Task task : plan.tasks().subList(0, 5)) {
      progress.started(task);
      now += TimeUnit.SECONDS.toNanos(task.cell().work().stage() == Stage.E2E ? 60 : 1);
    }

    // Four more of each: 4 of 1 s, 4 of 1 s, 4 of 1 s, 4 of 60 s.
    assertThat(text.toString()).endsWith("5/20 campplus infer, fork 2 of 5, 4 min 12 s left");
  }

  @Test
  void elsewhereThereIsALineNowAndThen() {
    run(false, 20);

    assertThat(text.toString().lines())
        .hasSize(10)
        .first()
        .isEqualTo("1/20 read, fork 1 of 5, 3 min 55 s left");
  }

  @Test
  void aFailedForkIsToldAtOnce() {
    Progress progress = progress(false);
    progress.started(plan.tasks().get(0));
    progress.failed(plan.tasks().get(0), "no memory");

    assertThat(text.toString()).contains("read, fork 1 of 5, failed: no memory" + "\n");
  }

  private void run(boolean terminal, int secondsEach) {
    Progress progress = progress(terminal);
    for (RunPlan.Task task : plan.tasks()) {
      progress.started(task);
      now += TimeUnit.SECONDS.toNanos(secondsEach);
    }
    progress.finished();
  }

  private Progress progress(boolean terminal) {
    return new Progress(
        new PrintWriter(text),
        terminal,
        plan,
        new TimeLeft(Profile.STANDARD, MacsOfWork.NONE::ofModel),
        () -> now);
  }
}
