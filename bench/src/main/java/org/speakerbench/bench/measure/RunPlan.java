package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * Which forks run, in which order: each round runs every cell once in a JVM of its own, so that a
 * machine that slows down for a while slows down all of them.
 *
 * @param cells what is measured, in the order of a round
 * @param rounds forks of each cell
 */
public record RunPlan(List<Cell> cells, int rounds) {

  /**
   * One fork.
   *
   * @param fork number of the fork, from 1; its round
   */
  public record Task(Cell cell, int fork) {}

  public RunPlan {
    cells = List.copyOf(cells);
  }

  /** Stages without a model once for each length; the stages of a model next to each other. */
  public static RunPlan of(RtfSettings settings) {
    List<Cell> cells = new ArrayList<>();
    Grid grid = settings.grid();
    for (int audioMs : grid.audioMs()) {
      for (Stage stage : grid.stages()) {
        if (!stage.perModel()) {
          cells.add(
              new Cell(
                  new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, stage, "", 0, 1, 1, audioMs),
                  null));
        }
      }
      for (ModelRef model : settings.models()) {
        for (int threads : grid.intraOpThreads()) {
          ofModel(grid, model, threads, audioMs, cells);
        }
      }
    }
    return new RunPlan(cells, settings.forks());
  }

  private static void ofModel(
      Grid grid, ModelRef model, int threads, int audioMs, List<Cell> cells) {
    for (Scenario scenario : grid.scenarios()) {
      for (Stage stage : grid.stages()) {
        boolean parallelPart = scenario == Scenario.OFFLINE && stage != Stage.E2E;
        boolean repeatedLoad = stage == Stage.LOAD && audioMs != grid.audioMs().get(0);
        if (!stage.perModel() || parallelPart || repeatedLoad) {
          continue;
        }
        for (int workers : scenario == Scenario.OFFLINE ? grid.workers() : List.of(1)) {
          for (int batch : batched(stage) ? grid.batches() : List.of(1)) {
            cells.add(
                new Cell(
                    new Work(
                        Work.SPEAKERBENCH,
                        scenario,
                        stage,
                        model.name(),
                        threads,
                        workers,
                        batch,
                        audioMs),
                    model));
          }
        }
      }
    }
  }

  private static boolean batched(Stage stage) {
    return stage == Stage.E2E || stage == Stage.INFER;
  }

  /** All forks in the order in which they run. */
  public List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (int fork = 1; fork <= rounds; fork++) {
      for (Cell cell : cells) {
        tasks.add(new Task(cell, fork));
      }
    }
    return tasks;
  }
}
