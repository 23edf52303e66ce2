package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.speakerbench.bench.jmh.CpuTimeProfiler;
import org.speakerbench.bench.jmh.PeakRssProfiler;
import org.speakerbench.bench.jmh.ReferenceProfiler;

/** Takes iterations out of JMH's result: the same values that JMH writes to its JSON. */
final class JmhExtract {
  private JmhExtract() {}

  /** The iterations of one fork. */
  static List<IterationData> iterations(int fork, RunResult result) {
    List<IterationData> iterations = new ArrayList<>();
    for (BenchmarkResult run : result.getBenchmarkResults()) {
      for (IterationResult iteration : run.getIterationResults()) {
        iterations.add(iteration(fork, iterations.size() + 1, iteration));
      }
    }
    return iterations;
  }

  private static IterationData iteration(int fork, int number, IterationResult iteration) {
    List<IterationData.Sample> samples = new ArrayList<>();
    Iterator<Map.Entry<Double, Long>> raw =
        iteration.getPrimaryResult().getStatistics().getRawData();
    while (raw.hasNext()) {
      Map.Entry<Double, Long> entry = raw.next();
      samples.add(new IterationData.Sample(entry.getKey(), entry.getValue()));
    }
    return new IterationData(
        fork,
        number,
        samples,
        iteration.getMetadata().getAllOps(),
        secondary(iteration, CpuTimeProfiler.METRIC),
        secondary(iteration, PeakRssProfiler.METRIC),
        secondary(iteration, ReferenceProfiler.VERIFIED) == 1,
        secondary(iteration, ReferenceProfiler.COSINE));
  }

  @SuppressWarnings("rawtypes") // JMH's own signature
  private static double secondary(IterationResult iteration, String name) {
    Result result = iteration.getSecondaryResults().get(name);
    return result == null ? Double.NaN : result.getScore();
  }
}
