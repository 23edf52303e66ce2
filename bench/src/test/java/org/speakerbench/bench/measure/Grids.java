package org.speakerbench.bench.measure;

import java.util.List;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;

/** Grids for tests. */
public final class Grids {
  private Grids() {}

  /** One length, one thread, one call after the other. */
  public static Grid of(int audioMs, Stage... stages) {
    return new Grid(
        List.of(Scenario.SINGLE_STREAM),
        stages.length == 0
            ? List.of(Stage.READ, Stage.FBANK, Stage.E2E, Stage.INFER)
            : List.of(stages),
        List.of(audioMs),
        List.of(1),
        List.of(1),
        List.of(1));
  }
}
