package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.jmh.profiler.ColdStartProfiler;
import org.speakerbench.bench.jmh.profiler.CpuTimeProfiler;
import org.speakerbench.bench.jmh.profiler.ReferenceProfiler;
import org.speakerbench.bench.jmh.profiler.RssProfiler;

/** Takes iterations out of JMH's result: the same values that JMH writes to its JSON. */
final class JmhExtract {
  /** Of JMH's own {@code GCProfiler}. */
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /** The method of {@link org.speakerbench.bench.jmh.state.FbankUsed}. */
  private static final String FBANK_VECTOR = "fbankVector";

  private JmhExtract() {}

  /** The measured iterations of one fork. */
  static List<IterationData> measured(int fork, RunResult result) {
    List<IterationResult> iterations = new ArrayList<>();
    for (BenchmarkResult run : result.getBenchmarkResults()) {
      iterations.addAll(run.getIterationResults());
    }
    return iterations(fork, Phase.MEASURED, iterations);
  }

  /** Iterations of one phase of one fork, in their order. */
  static List<IterationData> iterations(int fork, Phase phase, List<IterationResult> results) {
    List<IterationData> iterations = new ArrayList<>();
    for (IterationResult result : results) {
      iterations.add(iteration(fork, phase, iterations.size() + 1, result));
    }
    return iterations;
  }

  private static IterationData iteration(
      int fork, Phase phase, int number, IterationResult iteration) {
    return new IterationData(
        fork,
        phase,
        number,
        samples(iteration.getPrimaryResult()),
        iteration.getMetadata().getAllOps(),
        new IterationData.Extras(
            secondary(iteration, CpuTimeProfiler.METRIC),
            secondary(iteration, RssProfiler.PEAK),
            secondary(iteration, RssProfiler.NOW),
            secondary(iteration, RssProfiler.UPTIME),
            secondary(iteration, ALLOCATION),
            secondary(iteration, ReferenceProfiler.VERIFIED) == 1,
            secondary(iteration, ReferenceProfiler.COSINE),
            secondary(iteration, ReferenceProfiler.RELATIVE_L2),
            new ProcessMemory(
                secondary(iteration, ColdStartProfiler.MEMORY_JVM),
                secondary(iteration, ColdStartProfiler.MEMORY_LOADED),
                secondary(iteration, ColdStartProfiler.MEMORY_FIRST),
                secondary(iteration, ColdStartProfiler.MEMORY_SETTLED),
                secondary(iteration, ColdStartProfiler.MEMORY_PEAK),
                secondary(iteration, ColdStartProfiler.MEMORY_EMBEDDINGS)),
            secondary(iteration, FBANK_VECTOR)));
  }

  /**
   * JMH keeps the calls per ms of each worker apart; its score is their sum, whose inverse is the
   * time that goes by per call.
   */
  private static List<IterationData.Sample> samples(Result<?> primary) {
    if (primary instanceof ThroughputResult) {
      return List.of(new IterationData.Sample(1 / primary.getScore(), 1));
    }
    List<IterationData.Sample> samples = new ArrayList<>();
    Iterator<Map.Entry<Double, Long>> raw = primary.getStatistics().getRawData();
    while (raw.hasNext()) {
      Map.Entry<Double, Long> entry = raw.next();
      samples.add(new IterationData.Sample(entry.getKey(), entry.getValue()));
    }
    return samples;
  }

  @SuppressWarnings("rawtypes") // JMH's own signature
  private static double secondary(IterationResult iteration, String name) {
    Result result = iteration.getSecondaryResults().get(name);
    return result == null ? Double.NaN : result.getScore();
  }
}
