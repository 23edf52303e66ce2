package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** A grid becomes its combinations, and none that means nothing. */
class GridPlanTest {
  private static final List<Scenario> SINGLE = List.of(Scenario.SINGLE_STREAM);

  @Test
  void everyCombinationOfASweepIsPlanned() {
    Grid grid =
        new Grid(
            SINGLE,
            List.of(Stage.FBANK, Stage.E2E),
            List.of(1000, 3000),
            List.of(1, 2),
            List.of(1),
            List.of(1));

    assertThat(cells(grid))
        .containsExactly(
            "fbank 1000",
            "campplus e2e 1000 threads=1",
            "campplus e2e 1000 threads=2",
            "fbank 3000",
            "campplus e2e 3000 threads=1",
            "campplus e2e 3000 threads=2");
  }

  @Test
  void parallelWorkersRunTheWholeWayOnly() {
    Grid grid =
        new Grid(
            List.of(Scenario.SINGLE_STREAM, Scenario.OFFLINE),
            List.of(Stage.FBANK, Stage.INFER, Stage.E2E),
            List.of(3000),
            List.of(1),
            List.of(2, 4),
            List.of(1));

    assertThat(cells(grid))
        .containsExactly(
            "fbank 3000",
            "campplus infer 3000 threads=1",
            "campplus e2e 3000 threads=1",
            "campplus e2e offline 3000 threads=1 workers=2",
            "campplus e2e offline 3000 threads=1 workers=4");
  }

  @Test
  void batchesAreForTheModelOnly() {
    Grid grid =
        new Grid(
            SINGLE,
            List.of(Stage.READ, Stage.EXTRACT, Stage.E2E),
            List.of(3000),
            List.of(1),
            List.of(1),
            List.of(1, 8));

    assertThat(cells(grid))
        .containsExactly(
            "read 3000",
            "campplus extract 3000 threads=1",
            "campplus e2e 3000 threads=1",
            "campplus e2e 3000 threads=1 batch=8");
  }

  @Test
  void loadingAModelKnowsNoAudio() {
    Grid grid =
        new Grid(
            SINGLE,
            List.of(Stage.LOAD, Stage.COLD),
            List.of(1000, 3000),
            List.of(1),
            List.of(1),
            List.of(1));

    assertThat(cells(grid))
        .containsExactly(
            "campplus load 1000 threads=1",
            "campplus cold 1000 threads=1",
            "campplus cold 3000 threads=1");
  }

  /** Neither audio nor another version of this program changes them. */
  @Test
  void theCeilingsOfTheMachineAreMeasuredOnce() {
    Grid grid =
        new Grid(
            List.of(Scenario.values()),
            List.of(Stage.FBANK, Stage.GEMM, Stage.FMA),
            List.of(1000, 3000),
            List.of(1, 2),
            List.of(2),
            List.of(1, 8));
    RtfSettings settings =
        new RtfSettings(
            List.of(new ModelRef("campplus", null)),
            "flite-awb",
            OwnFiles.NONE,
            grid,
            new Programs(true, List.of()),
            Profile.QUICK,
            1,
            0.02,
            new Zoo(Path.of("zoo")));

    assertThat(RunPlan.of(settings).cells())
        .extracting(cell -> cell.work().program() + " " + text(cell))
        .containsExactly(
            "speakerbench gemm 0",
            "speakerbench fma 0",
            "base fbank 1000",
            "speakerbench fbank 1000",
            "base fbank 3000",
            "speakerbench fbank 3000");
    assertThat(RunPlan.of(settings).cells())
        .extracting(cell -> cell.work().intraOpThreads())
        .startsWith(1, 0);
    assertThat(MacsOfWork.NONE.of(RunPlan.of(settings).cells().get(0).work()))
        .hasValue(384L * 512 * 2048);
    assertThat(MacsOfWork.NONE.of(RunPlan.of(settings).cells().get(1).work())).hasValue(12L << 22);
    assertThat(MacsOfWork.NONE.of(RunPlan.of(settings).cells().get(2).work())).isEmpty();
  }

  @Test
  void programsThatAreComparedStandNextToEachOther() {
    RtfSettings settings =
        new RtfSettings(
            List.of(new ModelRef("campplus", null)),
            "flite-awb",
            OwnFiles.NONE,
            Grids.of(3000, Stage.FBANK, Stage.E2E),
            new Programs(true, List.of("python")),
            Profile.QUICK,
            2,
            0.02,
            new Zoo(Path.of("zoo")));

    List<String> order =
        RunPlan.of(settings).tasks().stream()
            .map(t -> t.fork() + " " + t.cell().work().program() + " " + t.cell().work().stage())
            .toList();

    assertThat(order)
        .containsExactly(
            "1 base FBANK",
            "1 speakerbench FBANK",
            "1 base E2E",
            "1 speakerbench E2E",
            "1 python EXTRACT",
            "2 python EXTRACT",
            "2 speakerbench E2E",
            "2 base E2E",
            "2 speakerbench FBANK",
            "2 base FBANK");
  }

  @Test
  void nonsenseIsRefused() {
    refused(List.of(0), List.of(1), "--audio-ms: found 0, expected 1 to 3600000");
    refused(List.of(3000, 3000), List.of(1), "--audio-ms: found [3000, 3000], expected");
    refused(List.of(3000), List.of(2000), "--batch: found 2000, expected 1 to 1024");
    refused(List.of(), List.of(1), "--audio-ms: found [], expected at least one");
  }

  private static void refused(List<Integer> audioMs, List<Integer> batches, String expected) {
    assertThatThrownBy(
            () -> new Grid(SINGLE, List.of(Stage.E2E), audioMs, List.of(1), List.of(1), batches))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(expected);
  }

  private static List<String> cells(Grid grid) {
    RtfSettings settings =
        new RtfSettings(
            List.of(new ModelRef("campplus", null)),
            "flite-awb",
            OwnFiles.NONE,
            grid,
            Programs.ALONE,
            Profile.QUICK,
            1,
            0.02,
            new Zoo(Path.of("zoo")));
    return RunPlan.of(settings).cells().stream().map(GridPlanTest::text).toList();
  }

  private static String text(Cell cell) {
    return (cell.work().model() + " " + cell.work().stage().label()).strip()
        + (cell.work().scenario() == Scenario.OFFLINE ? " offline" : "")
        + " "
        + cell.work().audioMs()
        + (cell.model() == null ? "" : " threads=" + cell.work().intraOpThreads())
        + (cell.work().workers() == 1 ? "" : " workers=" + cell.work().workers())
        + (cell.work().batch() == 1 ? "" : " batch=" + cell.work().batch());
  }

  /** What others have is the official graph: the tuned one is ours. */
  @Test
  void aTunedGraphHasRowsOfItsOwn() {
    RtfSettings settings =
        new RtfSettings(
            ModelRef.withTuned(List.of(new ModelRef("campplus", null))),
            "flite-awb",
            OwnFiles.NONE,
            Grids.of(3000, Stage.FBANK, Stage.E2E),
            new Programs(false, List.of("python")),
            Profile.QUICK,
            1,
            0.02,
            new Zoo(Path.of("zoo")));
    List<Cell> cells = RunPlan.of(settings).cells();
    assertThat(cells)
        .extracting(Cell::toString)
        .containsExactly(
            "fbank", "campplus e2e", "python campplus extract", "campplus (tuned) e2e");
    assertThat(cells.get(3).model().isTuned()).isTrue();
  }
}
