package org.speakerbench.bench.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Conditions;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.engine.zoo.ModelRef;

/** A run with round numbers. */
public final class Fixture {
  public static final ModelRef CAMPPLUS = new ModelRef("campplus", null);
  static final ModelRef MINE = new ModelRef("mine", Path.of("mine.onnx"));

  static final ModelFacts CAMPPLUS_FACTS =
      new ModelFacts("campplus", true, "aa11", OptionalLong.of(7_176_224), 512, "fp32", "ee55");
  static final ModelFacts MINE_FACTS =
      new ModelFacts("mine", false, "cc33", OptionalLong.empty(), -1, "", "");

  public static final RunFacts RUN =
      new RunFacts(
          "testcpu-20260102T030405Z-quick",
          "2026-01-02T03:04:05Z",
          "testcpu",
          "Test CPU, 2 GHz",
          "0123abc");

  private Fixture() {}

  public static Cell cell(Stage stage, ModelRef model) {
    return new Cell(
        new Work(
            Work.SPEAKERBENCH,
            Scenario.SINGLE_STREAM,
            stage,
            model == null ? "" : model.name(),
            model == null ? 0 : 1,
            1,
            1,
            3000),
        model);
  }

  public static CellResult result(
      Cell cell, List<IterationData> iterations, CellResult.Failure... failed) {
    List<Conditions> conditions =
        iterations.stream()
            .map(IterationData::fork)
            .distinct()
            .map(f -> Conditions.UNKNOWN)
            .toList();
    return new CellResult(cell, iterations, conditions, List.of(failed), 2);
  }

  public static List<ModelFacts> models() {
    return List.of(CAMPPLUS_FACTS, MINE_FACTS);
  }

  public static Published published() {
    try {
      return Published.parse(
          new StringReader(
              "model,title,params_as_published,rtf,cpu,audio_ms,source\n"
                  + "campplus,CAM++,7.18M,0.049,Some CPU,3000,https://example.org/\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two forks of two iterations each per cell; one fork of the user's model failed. */
  static List<CellResult> cells() {
    return List.of(
        result(
            cell(Stage.READ, null),
            List.of(
                iteration(1, 1, 0.03, 0.03, Double.NaN), iteration(2, 1, 0.06, 0.06, Double.NaN))),
        result(cell(Stage.FBANK, null), List.of(iteration(1, 1, 0.6, Double.NaN, Double.NaN))),
        result(
            cell(Stage.E2E, CAMPPLUS),
            List.of(
                new IterationData(
                    1,
                    Phase.MEASURED,
                    1,
                    List.of(
                        new IterationData.Sample(40, 2), new IterationData.Sample(46.000000001, 1)),
                    3,
                    extras(41, 180.25, true, 0.9999999)),
                iteration(1, 2, 42, 43, 0.9999999),
                iteration(2, 1, 45, 45, 0.99999985),
                iteration(2, 2, 45, 47, 0.99999985))),
        result(
            cell(Stage.E2E, MINE),
            List.of(
                new IterationData(
                    2,
                    Phase.MEASURED,
                    1,
                    List.of(new IterationData.Sample(1234.5, 1)),
                    1,
                    extras(1200, Double.NaN, false, Double.NaN))),
            new CellResult.Failure(1, "exit code 137, \"killed\"")));
  }

  /** Five forks of 20 iterations, each with one sample. */
  public static CellResult fiveForks(Stage stage) {
    List<IterationData> iterations = new ArrayList<>();
    for (int fork = 1; fork <= 5; fork++) {
      for (int i = 1; i <= 20; i++) {
        iterations.add(iteration(fork, i, 50 + fork, 50 + fork, 1));
      }
    }
    return result(cell(stage, CAMPPLUS), iterations);
  }

  public static IterationData iteration(
      int fork, int number, double ms, double cpuMs, double cosine) {
    return new IterationData(
        fork,
        Phase.MEASURED,
        number,
        List.of(new IterationData.Sample(ms, 1)),
        1,
        extras(cpuMs, 100, true, cosine));
  }

  public static IterationData.Extras extras(
      double cpuMs, double rssMb, boolean verified, double cosine) {
    return new IterationData.Extras(
        cpuMs, rssMb, Double.NaN, Double.NaN, Double.NaN, verified, cosine);
  }
}
