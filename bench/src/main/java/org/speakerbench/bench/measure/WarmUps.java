package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Listens to JMH for warm-up iterations, which are in none of its results. */
final class WarmUps {
  private final List<IterationResult> results = new ArrayList<>();

  /** The same output, which also tells this. */
  OutputFormat listeningTo(OutputFormat output) {
    return ListeningOutput.of(
        output,
        (method, arguments) -> {
          if (method.equals("iterationResult")) {
            heard((IterationParams) arguments[1], (IterationResult) arguments[3]);
          }
        });
  }

  private synchronized void heard(IterationParams params, IterationResult result) {
    if (params.getType() == IterationType.WARMUP) {
      results.add(result);
    }
  }

  /** Forgets what was heard before the next fork. */
  synchronized void clear() {
    results.clear();
  }

  /** Iterations since then, in their order. */
  synchronized List<IterationResult> results() {
    return List.copyOf(results);
  }
}
