package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.speakerbench.engine.AtomicFile;

/**
 * Runs a plan. After each fork JMH's result of all forks so far is in {@code jmh.json}, so that a
 * run that is interrupted keeps what it measured.
 */
public final class Measurement {
  /** Name of JMH's own result in the report folder. */
  public static final String JMH_JSON = "jmh.json";

  private final RunPlan plan;
  private final String clipName;
  private final Map<Cell, TreeMap<Integer, RunResult>> results = new LinkedHashMap<>();
  private final Map<Cell, List<CellResult.Failure>> failures = new LinkedHashMap<>();

  private Measurement(RunPlan plan, String clipName) {
    this.plan = plan;
    this.clipName = clipName;
    for (Cell cell : plan.cells()) {
      results.put(cell, new TreeMap<>());
      failures.put(cell, new ArrayList<>());
    }
  }

  /**
   * Runs every fork of the plan.
   *
   * @param clipName what reports call the clip
   * @param folder where {@code jmh.json} goes
   * @param output where JMH's own text goes
   * @param progress told of each fork
   * @return one result per cell, in the plan's order; forks that failed are in it
   */
  public static List<CellResult> run(
      RtfSettings settings,
      RunPlan plan,
      String clipName,
      Path folder,
      OutputFormat output,
      Progress progress)
      throws IOException {
    Measurement measurement = new Measurement(plan, clipName);
    ForkRunner runner = new ForkRunner(settings, output);
    for (RunPlan.Task task : plan.tasks()) {
      progress.started(task);
      try {
        RunResult result = runner.run(task.cell());
        measurement.results.get(task.cell()).put(task.fork(), result);
        measurement.writeJson(folder.resolve(JMH_JSON));
      } catch (ForkRunner.ForkFailedException e) {
        measurement
            .failures
            .get(task.cell())
            .add(new CellResult.Failure(task.fork(), e.getMessage()));
        progress.failed(task, e.getMessage());
      }
    }
    progress.finished();
    return measurement.cellResults();
  }

  private List<CellResult> cellResults() {
    List<CellResult> cells = new ArrayList<>();
    for (Cell cell : plan.cells()) {
      List<IterationData> iterations = new ArrayList<>();
      results
          .get(cell)
          .forEach((fork, result) -> iterations.addAll(JmhExtract.iterations(fork, result)));
      cells.add(new CellResult(cell, iterations, failures.get(cell)));
    }
    return cells;
  }

  private void writeJson(Path file) throws IOException {
    List<RunResult> joined = new ArrayList<>();
    results.forEach(
        (cell, forks) -> {
          if (!forks.isEmpty()) {
            joined.add(ForkJoiner.join(List.copyOf(forks.values()), reported(cell)));
          }
        });
    AtomicFile.write(
        file,
        out -> {
          PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
          ResultFormatFactory.getInstance(ResultFormatType.JSON, print).writeOut(joined);
          print.flush();
        });
  }

  private Map<String, String> reported(Cell cell) {
    return Map.of("clip", clipName, "model", cell.modelName());
  }
}
