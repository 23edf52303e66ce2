package org.speakerbench.bench.jmh.profiler;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.speakerbench.bench.environment.ProcessCpuTime;

/**
 * CPU time of the whole process per operation, all threads, one value an iteration: what {@code
 * std::clock} counts in C++. The clock ticks every 10 ms on Linux, so it is read around iterations,
 * never around calls.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  /** Name of the secondary result, ms/op. */
  public static final String METRIC = "cpu.time.norm";

  private double startMs;

  @Override
  public String getDescription() {
    return "CPU time of the process per operation, ms";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startMs = ProcessCpuTime.ms();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double endMs = ProcessCpuTime.ms();
    long operations = result.getMetadata().getAllOps();
    if (startMs < 0 || endMs < 0 || operations == 0) {
      return List.of();
    }
    double ms = (endMs - startMs) / operations;
    return List.of(new ScalarResult(METRIC, ms, "ms/op", AggregationPolicy.AVG));
  }
}
