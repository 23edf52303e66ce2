package org.speakerbench.bench.measure;

import java.util.List;
import org.speakerbench.bench.environment.Conditions;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.bench.format.Phase;

/**
 * What was measured of a cell.
 *
 * @param iterations of warm-up and measurement, ordered by fork and iteration; empty if no fork
 *     succeeded
 * @param conditions what else the machine did, one for each fork that succeeded
 * @param failures the forks that failed
 * @param triedAgain forks that failed by chance at first
 * @param planned forks that were asked for
 */
public record CellResult(
    Cell cell,
    List<IterationData> iterations,
    List<Conditions> conditions,
    List<Failure> failures,
    List<Failure> triedAgain,
    int planned) {

  /** A fork that failed, and why, in one sentence. */
  public record Failure(int fork, String reason) {
    /** Whether native code ended its process. */
    boolean crashed() {
      return JvmCrash.isIn(reason);
    }
  }

  public CellResult {
    iterations = List.copyOf(iterations);
    conditions = List.copyOf(conditions);
    failures = List.copyOf(failures);
    triedAgain = List.copyOf(triedAgain);
  }

  /** What was measured when no fork was tried again. */
  public CellResult(
      Cell cell,
      List<IterationData> iterations,
      List<Conditions> conditions,
      List<Failure> failures,
      int planned) {
    this(cell, iterations, conditions, failures, List.of(), planned);
  }

  /** How many forks ended by a crash of native code. */
  public int crashes() {
    return (int) failures.stream().filter(Failure::crashed).count();
  }

  /** The iterations that count. */
  public List<IterationData> measured() {
    return iterations.stream().filter(i -> i.phase() == Phase.MEASURED).toList();
  }

  /** Numbers of the forks that succeeded, ascending. */
  public List<Integer> forks() {
    return measured().stream().map(IterationData::fork).distinct().sorted().toList();
  }

  /** The iterations of one fork that count. */
  public List<IterationData> measured(int fork) {
    return measured().stream().filter(iteration -> iteration.fork() == fork).toList();
  }
}
