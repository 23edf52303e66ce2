package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.List;
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

  /**
   * Read and FBank once; end to end and inference of a model next to each other. The smoke profile
   * runs inference of the first model only: every benchmark runs, and it stays below a minute.
   */
  public static RunPlan of(List<ModelRef> models, Profile profile) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(Stage.READ, null));
    cells.add(new Cell(Stage.FBANK, null));
    for (ModelRef model : models) {
      cells.add(new Cell(Stage.E2E, model));
      if (profile != Profile.SMOKE || model.equals(models.get(0))) {
        cells.add(new Cell(Stage.INFER, model));
      }
    }
    return new RunPlan(cells, profile.forks());
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
