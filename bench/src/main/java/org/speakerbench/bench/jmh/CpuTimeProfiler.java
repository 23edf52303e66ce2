package org.speakerbench.bench.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of the whole process per operation, all threads, one value an iteration: what {@code
 * std::clock} counts in C++. The clock ticks every 10 ms on Linux, so it is read around iterations,
 * never around calls.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  /** Name of the secondary result, ms/op. */
  public static final String METRIC = "cpu.time.norm";

  private static final double NANOS_PER_MS = 1e6;

  private long startNanos;

  @Override
  public String getDescription() {
    return "CPU time of the process per operation, ms";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startNanos = processCpuNanos();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long end = processCpuNanos();
    long operations = result.getMetadata().getAllOps();
    if (startNanos < 0 || end < 0 || operations == 0) {
      return List.of();
    }
    double ms = (end - startNanos) / NANOS_PER_MS / operations;
    return List.of(new ScalarResult(METRIC, ms, "ms/op", AggregationPolicy.AVG));
  }

  /** Negative where the platform does not tell. */
  static long processCpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : -1;
  }
}
