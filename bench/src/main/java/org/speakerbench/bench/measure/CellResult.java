package org.speakerbench.bench.measure;

import java.util.List;

/**
 * What was measured of a cell.
 *
 * @param iterations ordered by fork and iteration; empty if no fork succeeded
 * @param failures the forks that failed
 */
public record CellResult(Cell cell, List<IterationData> iterations, List<Failure> failures) {

  /** A fork that failed, and why, in one sentence. */
  public record Failure(int fork, String reason) {}

  public CellResult {
    iterations = List.copyOf(iterations);
    failures = List.copyOf(failures);
  }

  /** Numbers of the forks that succeeded, ascending. */
  public List<Integer> forks() {
    return iterations.stream().map(IterationData::fork).distinct().sorted().toList();
  }
}
