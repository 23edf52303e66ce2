package org.speakerbench.bench.jmh.profiler;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.speakerbench.engine.internal.ResidentMemory;

/**
 * Resident memory of the process: the peak so far, set-up included, and that at the end of the
 * iteration with the time, from which the slope over a soak follows; no result where the system
 * does not tell.
 */
public final class RssProfiler implements InternalProfiler {
  /** Secondary result: peak so far, MB of 10^6 bytes. */
  public static final String PEAK = "rss.peak";

  /** Secondary result: at the end of the iteration, MB of 10^6 bytes. */
  public static final String NOW = "rss.now";

  /** Secondary result: time since the JVM started, ms. */
  public static final String UPTIME = "jvm.uptime";

  @Override
  public String getDescription() {
    return "Resident memory of the process, MB";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // Both are read at the end.
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    ResidentMemory memory = ResidentMemory.now();
    if (!memory.known()) {
      return List.of();
    }
    double uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    return List.of(
        new ScalarResult(PEAK, memory.peakMb(), "MB", AggregationPolicy.MAX),
        new ScalarResult(NOW, memory.nowMb(), "MB", AggregationPolicy.AVG),
        new ScalarResult(UPTIME, uptime, "ms", AggregationPolicy.MAX));
  }
}
