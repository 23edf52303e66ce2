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
      List<CellResult.Failure> failures,
      List<CellResult.Failure> triedAgain) {

    static Forks none() {
      return new Forks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Told after each fork; an error ends the run. */
  public interface Listener {
    void measured(List<CellResult> soFar) throws IOException;
  }

  public Measurement(RunPlan plan, CellRunner runner) {
    this.plan = plan;
    this.runner = runner;
    plan.cells().forEach(cell -> results.put(cell, Forks.none()));
  }

  /**
   * Runs every fork of the plan. One whose process fails by chance is tried once more, at once; one
   * that fails then too, or with a reason of ours such as a wrong answer, is left out. In both
   * cases the result says so, and the run goes on.
   *
   * @return one result per cell, in the plan's order; forks that failed are in it
   */
  public List<CellResult> run(Progress progress, Listener listener) throws IOException {
    for (RunPlan.Task task : plan.tasks()) {
      progress.started(task);
      Forks forks = results.get(task.cell());
      try {
        CellRunner.Fork fork = run(task, forks, progress);
        forks.iterations.addAll(fork.iterations());
        forks.conditions.add(fork.conditions());
        progress.measured(fork.iterations());
      } catch (ForkFailedException e) {
        forks.failures.add(new CellResult.Failure(task.fork(), e.getMessage()));
        progress.failed(task, e.getMessage());
      }
      listener.measured(cells());
    }
    progress.finished();
    return cells();
  }

  private CellRunner.Fork run(RunPlan.Task task, Forks forks, Progress progress)
      throws ForkFailedException {
    try {
      return runner.run(task.cell(), task.fork());
    } catch (ForkFailedException e) {
      if (!e.byChance()) {
        throw e;
      }
      forks.triedAgain.add(new CellResult.Failure(task.fork(), e.getMessage()));
      progress.failed(task, e.getMessage() + "; it is tried again");
      return runner.run(task.cell(), task.fork());
    }
  }

  private List<CellResult> cells() {
    List<CellResult> cells = new ArrayList<>();
    results.forEach(
        (cell, forks) ->
            cells.add(
                new CellResult(
                    cell,
                    forks.iterations,
                    forks.conditions,
                    forks.failures,
                    forks.triedAgain,
                    plan.rounds(cell))));
    return cells;
  }
}
