package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.measure.Grid;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.engine.SpeakerbenchException;
import picocli.CommandLine;

class GridOptionsTest {

  @Test
  void withoutOptionsTheProfileDecides() {
    Grid grid = options().grid(Profile.STANDARD, false, stage -> Optional.empty());

    assertThat(grid.stages()).isEqualTo(Profile.STANDARD.stages());
    assertThat(grid.scenarios()).isEqualTo(Profile.STANDARD.scenarios());
    assertThat(grid.audioMs()).containsExactly(3000);
    assertThat(grid.intraOpThreads()).containsExactly(1);
    assertThat(grid.batches()).containsExactly(1);
    assertThat(grid.workers()).containsExactly(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void aSweepHasItsValuesAndTheStagesThatShowHowTheyCount() {
    Grid grid = grid("--sweep", "threads=1,2", "--sweep", "audio-ms=1000,3000,10000");

    assertThat(grid.intraOpThreads()).containsExactly(1, 2);
    assertThat(grid.audioMs()).containsExactly(1000, 3000, 10_000);
    assertThat(grid.stages()).containsExactly(Stage.FBANK, Stage.E2E);
    assertThat(grid.scenarios()).containsExactly(Scenario.SINGLE_STREAM);
    assertThat(grid("--sweep", "threads=1,2", "--stages", "infer").stages())
        .containsExactly(Stage.INFER);
  }

  @Test
  void theCeilingsOfTheMachineAreStages() {
    assertThat(grid("--stages", "gemm,fma,fbank").stages())
        .containsExactly(Stage.GEMM, Stage.FMA, Stage.FBANK);
    assertThat(Profile.STANDARD.stages()).contains(Stage.GEMM, Stage.FMA);
    assertThat(Profile.QUICK.stages()).doesNotContain(Stage.GEMM, Stage.FMA);
  }

  @Test
  void aPeakThatCannotBeMeasuredIsLeftOutUnlessItIsAskedFor() {
    Function<Stage, Optional<String>> reason =
        stage -> Optional.of("no module").filter(unused -> stage == Stage.FMA);

    assertThat(options().grid(Profile.STANDARD, false, reason).stages())
        .contains(Stage.GEMM, Stage.COLD)
        .doesNotContain(Stage.FMA);
    assertThat(options("--stages", "gemm").grid(Profile.STANDARD, false, reason).stages())
        .containsExactly(Stage.GEMM);
    assertThatThrownBy(() -> options("--stages", "fma").grid(Profile.STANDARD, false, reason))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("--stages fma: cannot be measured: no module");
  }

  /** What compiles for each length is not shown with one alone. */
  @Test
  void aPluginIsTimedWithLengthsInTurnToo() {
    assertThat(options().grid(Profile.QUICK, true).stages())
        .containsSequence(Stage.E2E, Stage.E2E_IN_TURN)
        .doesNotContain(Stage.E2E_NEW);
    assertThat(options().grid(Profile.SOAK, true).stages()).containsExactly(Stage.E2E);
    assertThat(options().grid(Profile.STANDARD, false).stages())
        .doesNotContain(Stage.E2E_IN_TURN, Stage.E2E_NEW);
    assertThat(options("--stages", "e2e,e2e-new").grid(Profile.QUICK, true).stages())
        .containsExactly(Stage.E2E, Stage.E2E_NEW);
  }

  @Test
  void aProductThatTheRuntimeDoesNotHaveIsLeftOutUnlessItIsAskedFor() {
    assertThat(grid("--stages", "gemm-int8,gemm-f16").stages())
        .containsExactly(Stage.GEMM_INT8, Stage.GEMM_F16);
    assertThat(options().grid(Profile.STANDARD, false).stages())
        .contains(Stage.GEMM_INT8, Stage.GEMM_F16)
        .doesNotContain(Stage.GEMM_BF16);
    assertThatThrownBy(() -> grid("--stages", "gemm-bf16"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "--stages gemm-bf16: cannot be measured: provider cpu of ONNX Runtime 1.29.0 has no"
                + " product of bfloat16");
  }

  @Test
  void workersMeanOffline() {
    assertThat(grid("--sweep", "workers=1,2").scenarios()).containsExactly(Scenario.OFFLINE);
    assertThat(grid("--workers", "3").scenarios()).containsExactly(Scenario.OFFLINE);
    assertThat(grid("--workers", "3").workers()).isEqualTo(List.of(3));
    assertThat(grid("--scenario", "offline,singlestream").scenarios())
        .containsExactly(Scenario.OFFLINE, Scenario.SINGLE_STREAM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sweep threads          | --sweep: found threads, expected AXIS=N,... with an axis of",
        "--sweep depth=1          | --sweep: found depth=1, expected AXIS=N,...",
        "--sweep threads=1,x      | --sweep threads=1,x: found \"x\", expected an integer",
        "--sweep threads=1,       | --sweep threads=1,: found \"\", expected an integer",
        "--sweep threads=1,1      | --threads: found [1, 1], expected at least one and each once",
        "--sweep threads=0        | intra-op threads (--threads): found 0",
        "--sweep batch=1 --sweep batch=2 | --sweep: found batch twice",
        "--sweep batch=1 --batch 2       | --batch 2: found --sweep batch too",
        "--stages fbank,sing      | stage: found sing, expected one of read, fbank, infer, e2e",
        "--scenario server        | scenario: found server, expected one of SingleStream, Offline",
        "--workers 2 --scenario SingleStream | expected Offline",
      })
  void nonsenseIsRefused(String arguments, String expected) {
    assertThatThrownBy(() -> grid(arguments.split(" ")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(expected);
  }

  private static Grid grid(String... arguments) {
    return options(arguments).grid(Profile.STANDARD, false);
  }

  private static GridOptions options(String... arguments) {
    GridOptions options = new GridOptions();
    new CommandLine(options).parseArgs(arguments);
    return options;
  }
}
