package org.speakerbench.bench.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Where the time of {@link ColdStart} goes, as the processes that it started told: ms to the first
 * class of ours, of opening the model, and of the first embedding; and their CPU time, which takes
 * the place of this process's.
 */
public final class ColdStartProfiler implements InternalProfiler {
  /** Figures in front of the embedding in the line of {@link FirstEmbedding}. */
  static final int FIGURES = 4;

  private static final List<String> METRICS =
      List.of("cold.jvm", "cold.load", "cold.embed", CpuTimeProfiler.METRIC);
  private static final List<double[]> CALLS = new ArrayList<>();

  static synchronized void add(String[] fields) {
    double[] figures = new double[FIGURES];
    for (int i = 0; i < FIGURES; i++) {
      figures[i] = Double.parseDouble(fields[i]);
    }
    CALLS.add(figures);
  }

  @Override
  public String getDescription() {
    return "Parts of a cold start, ms";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    synchronized (ColdStartProfiler.class) {
      CALLS.clear();
    }
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    synchronized (ColdStartProfiler.class) {
      List<ScalarResult> results = new ArrayList<>();
      for (int i = 0; i < FIGURES && !CALLS.isEmpty(); i++) {
        int figure = i;
        double mean = CALLS.stream().mapToDouble(call -> call[figure]).average().orElseThrow();
        results.add(new ScalarResult(METRICS.get(i), mean, "ms/op", AggregationPolicy.AVG));
      }
      return results;
    }
  }
}
