package org.speakerbench.bench.jmh.profiler;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Resident memory of the process: the peak so far, set-up included, and that at the end of the
 * iteration with the time, from which the slope over a soak follows. {@code VmHWM} and {@code
 * VmRSS} of {@code /proc/self/status}; no result where there is no such file.
 */
public final class RssProfiler implements InternalProfiler {
  /** Secondary result: peak so far, MB of 10^6 bytes. */
  public static final String PEAK = "rss.peak";

  /** Secondary result: at the end of the iteration, MB of 10^6 bytes. */
  public static final String NOW = "rss.now";

  /** Secondary result: time since the JVM started, ms. */
  public static final String UPTIME = "jvm.uptime";

  private static final Path STATUS = Path.of("/proc/self/status");

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
    return results(STATUS);
  }

  static List<ScalarResult> results(Path status) {
    List<String> lines = lines(status);
    double peak = megabytes(lines, "VmHWM:");
    double now = megabytes(lines, "VmRSS:");
    if (Double.isNaN(peak) || Double.isNaN(now)) {
      return List.of();
    }
    double uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    return List.of(
        new ScalarResult(PEAK, peak, "MB", AggregationPolicy.MAX),
        new ScalarResult(NOW, now, "MB", AggregationPolicy.AVG),
        new ScalarResult(UPTIME, uptime, "ms", AggregationPolicy.MAX));
  }

  /** None on another system: the fact is missing, the run is not. */
  private static List<String> lines(Path status) {
    try {
      return Files.readAllLines(status);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The line is {@code VmHWM: 123456 kB}, where kB are 1024 bytes; NaN if it is not there. */
  private static double megabytes(List<String> lines, String key) {
    for (String line : lines) {
      if (line.startsWith(key)) {
        try {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
        } catch (NumberFormatException e) {
          return Double.NaN;
        }
      }
    }
    return Double.NaN;
  }
}
