package org.speakerbench.bench.measure;

import java.util.Map;

/**
 * Hands each cell to the runner of its program.
 *
 * @param runners by the name that {@link org.speakerbench.bench.format.Work#program} gives
 */
public record ProgramRunner(Map<String, CellRunner> runners) implements CellRunner {

  public ProgramRunner {
    runners = Map.copyOf(runners);
  }

  @Override
  public Fork run(Cell cell, int fork) throws ForkFailedException {
    CellRunner runner = runners.get(cell.work().program());
    if (runner == null) {
      throw new IllegalArgumentException("no runner for the program of " + cell);
    }
    return runner.run(cell, fork);
  }
}
