package org.speakerbench.bench.jmh;

import java.io.IOException;
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
 * Peak resident memory of the process so far, set-up included: {@code VmHWM} of {@code
 * /proc/self/status}. No result where there is no such file.
 */
public final class PeakRssProfiler implements InternalProfiler {
  /** Name of the secondary result, MB of 10^6 bytes. */
  public static final String METRIC = "rss.peak";

  private static final Path STATUS = Path.of("/proc/self/status");

  @Override
  public String getDescription() {
    return "Peak resident memory of the process, MB";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // A peak needs no start.
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double peak = peakMegabytes(STATUS);
    return Double.isNaN(peak)
        ? List.of()
        : List.of(new ScalarResult(METRIC, peak, "MB", AggregationPolicy.MAX));
  }

  /** The line is {@code VmHWM: 123456 kB}, where kB are 1024 bytes; NaN if it is not there. */
  static double peakMegabytes(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Double.NaN; // another system: the fact is missing, the run is not
    }
    return Double.NaN;
  }
}
