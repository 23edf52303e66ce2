package org.speakerbench.bench.measure;

import java.util.List;
import org.speakerbench.bench.environment.Conditions;

/** Runs one fork of one cell. */
public interface CellRunner {

  /**
   * What a fork gave.
   *
   * @param iterations of warm-up and measurement, in their order
   * @param conditions what else the machine did meanwhile
   */
  record Fork(List<IterationData> iterations, Conditions conditions) {}

  /**
   * Runs a cell once in a new process.
   *
   * @param fork number of the fork, from 1
   * @throws ForkFailedException if that process failed: the others may succeed
   */
  Fork run(Cell cell, int fork) throws ForkFailedException;
}
