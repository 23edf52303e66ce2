package org.speakerbench.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.environment.Conditions;

/** Runs a plan, fork by fork, and tells after each what was measured so far. */
public final class Measurement {
  private final RunPlan plan;
  private final CellRunner runner;
  private final Map<Cell, Forks> results = new LinkedHashMap<>();

  /** What one cell has so far. */
  private record Forks(
      List<IterationData> iterations,
      List<Conditions> conditions,
      List<CellResult.Failure> failures) {}

  /** Told after each fork; an error ends the run. */
  public interface Listener {
    void measured(List<CellResult> soFar) throws IOException;
  }

  public Measurement(RunPlan plan, CellRunner runner) {
    this.plan = plan;
    this.runner = runner;
    plan.cells()
        .forEach(
            cell ->
                results.put(
                    cell, new Forks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>())));
  }

  /**
   * Runs every fork of the plan.
   *
   * @return one result per cell, in the plan's order; forks that failed are in it
   */
  public List<CellResult> run(Progress progress, Listener listener) throws IOException {
    for (RunPlan.Task task : plan.tasks()) {
      progress.started(task);
      Forks forks = results.get(task.cell());
      try {
        CellRunner.Fork fork = runner.run(task.cell(), task.fork());
        forks.iterations.addAll(fork.iterations());
        forks.conditions.add(fork.conditions());
      } catch (ForkFailedException e) {
        forks.failures.add(new CellResult.Failure(task.fork(), e.getMessage()));
        progress.failed(task, e.getMessage());
      }
      listener.measured(cells());
    }
    progress.finished();
    return cells();
  }

  private List<CellResult> cells() {
    List<CellResult> cells = new ArrayList<>();
    results.forEach(
        (cell, forks) ->
            cells.add(
                new CellResult(
                    cell, forks.iterations, forks.conditions, forks.failures, plan.rounds())));
    return cells;
  }
}
