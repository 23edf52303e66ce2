package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
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
 * @param once stages whose cells run in the first round only
 */
public record RunPlan(List<Cell> cells, int rounds, Set<Stage> once) {

  /**
   * One fork.
   *
   * @param fork number of the fork, from 1; its round
   */
  public record Task(Cell cell, int fork) {}

  public RunPlan {
    cells = List.copyOf(cells);
    once = Set.copyOf(once);
  }

  /** Forks of one cell. */
  public int rounds(Cell cell) {
    return once.contains(cell.work().stage()) ? 1 : rounds;
  }

  /**
   * The ceilings of the machine once; stages without a model once for each length; the stages of a
   * model next to each other; programs that do the same work next to each other.
   */
  public static RunPlan of(RtfSettings settings) {
    List<Cell> cells = new ArrayList<>();
    Grid grid = settings.grid();
    Programs programs = settings.programs();
    for (Stage stage : grid.stages()) {
      if (stage.perMachine()) {
        cells.add(new Cell(ceiling(stage), null));
      }
    }
    for (int audioMs : grid.audioMs()) {
      for (Stage stage : grid.stages()) {
        if (!stage.perModel() && !stage.perMachine()) {
          add(cells, programs, work(Scenario.SINGLE_STREAM, stage, "", 0, 1, 1, audioMs), null);
        }
      }
      for (ModelRef model : settings.models()) {
        for (int threads : grid.intraOpThreads()) {
          ofModel(grid, programs, model, threads, audioMs, cells);
        }
        if (!model.isTuned() && !model.provider().isPlugin()) {
          outside(programs, model, audioMs, cells);
        }
      }
    }
    if (settings.profile() == Profile.SMOKE) {
      cells.removeIf(cell -> repeated(cell, settings.models().get(0)));
    }
    boolean asked = settings.forks() != settings.profile().forks();
    return new RunPlan(cells, settings.forks(), asked ? Set.of() : settings.profile().once());
  }

  /** A smoke run proves each model once, and each benchmark with the first of them. */
  private static boolean repeated(Cell cell, ModelRef first) {
    return cell.model() != null
        && !cell.model().equals(first)
        && cell.work().program().equals(Work.SPEAKERBENCH)
        && (cell.work().stage() != Stage.E2E || cell.work().scenario() == Scenario.OFFLINE);
  }

  private static void ofModel(
      Grid grid, Programs programs, ModelRef model, int threads, int audioMs, List<Cell> cells) {
    for (Scenario scenario : grid.scenarios()) {
      for (Stage stage : grid.stages()) {
        boolean parallelPart = scenario == Scenario.OFFLINE && stage != Stage.E2E;
        boolean repeatedLoad = stage == Stage.LOAD && audioMs != grid.audioMs().get(0);
        if (!stage.perModel() || parallelPart || repeatedLoad) {
          continue;
        }
        for (int workers : scenario == Scenario.OFFLINE ? grid.workers() : List.of(1)) {
          for (int batch : batched(stage) ? grid.batches() : List.of(1)) {
            add(
                cells,
                programs,
                work(scenario, stage, model.label(), threads, workers, batch, audioMs),
                model);
          }
        }
      }
    }
  }

  /**
   * Outside programs decide on their threads themselves; one is what is compared with. They run the
   * official graph.
   */
  private static void outside(Programs programs, ModelRef model, int audioMs, List<Cell> cells) {
    Work work = work(Scenario.SINGLE_STREAM, Stage.EXTRACT, model.name(), 1, 1, 1, audioMs);
    programs.outside().forEach(program -> cells.add(new Cell(work.by(program), model)));
  }

  private static void add(List<Cell> cells, Programs programs, Work work, ModelRef model) {
    if (programs.base()) {
      cells.add(new Cell(work.by(Work.BASE), model));
    }
    cells.add(new Cell(work, model));
  }

  private static Work work(
      Scenario scenario,
      Stage stage,
      String model,
      int threads,
      int workers,
      int batch,
      int audioMs) {
    return new Work(Work.SPEAKERBENCH, scenario, stage, model, threads, workers, batch, audioMs);
  }

  /** Of one core, by this program: another version of it would find the same. */
  private static Work ceiling(Stage stage) {
    return work(Scenario.SINGLE_STREAM, stage, "", stage.isProduct() ? 1 : 0, 1, 1, 0);
  }

  private static boolean batched(Stage stage) {
    return stage == Stage.E2E || stage == Stage.INFER;
  }

  /**
   * All forks in the order in which they run. Every second round runs backwards, so that what is
   * compared is first as often as it is last.
   */
  public List<Task> tasks() {
    List<Cell> backwards = new ArrayList<>(cells);
    Collections.reverse(backwards);
    List<Task> tasks = new ArrayList<>();
    for (int fork = 1; fork <= rounds; fork++) {
      for (Cell cell : fork % 2 == 1 ? cells : backwards) {
        if (fork <= rounds(cell)) {
          tasks.add(new Task(cell, fork));
        }
      }
    }
    return tasks;
  }
}
