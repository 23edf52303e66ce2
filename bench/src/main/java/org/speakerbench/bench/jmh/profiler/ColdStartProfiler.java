package org.speakerbench.bench.jmh.profiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.jmh.state.ColdAnswer;
import org.speakerbench.bench.jmh.state.ColdAnswers;

/**
 * Where the time of {@code ColdStart} goes, as the processes that it started told: ms to the first
 * class of ours, of opening the model, and of the first embedding; and their CPU time, which takes
 * the place of this process's. And the memory of the one of them that was asked for it.
 */
public final class ColdStartProfiler implements InternalProfiler {
  /** Secondary result: from the start of the JVM to the first class of ours, ms. */
  public static final String JVM = "cold.jvm";

  /** Secondary result: opening the model, ms. */
  public static final String LOAD = "cold.load";

  /** Secondary result: the first embedding, WAV file included, ms. */
  public static final String EMBED = "cold.embed";

  /** Secondary result: resident memory of the JVM alone, MB of 10^6 bytes. */
  public static final String MEMORY_JVM = "memory.jvm";

  /** Secondary result: resident memory when the model is loaded, MB. */
  public static final String MEMORY_LOADED = "memory.loaded";

  /** Secondary result: resident memory after the first embedding, MB. */
  public static final String MEMORY_FIRST = "memory.first";

  /** Secondary result: resident memory after {@link #MEMORY_EMBEDDINGS}, MB. */
  public static final String MEMORY_SETTLED = "memory.settled";

  /** Secondary result: peak of resident memory, MB. */
  public static final String MEMORY_PEAK = "memory.peak";

  /** Secondary result: embeddings of the process that told its memory. */
  public static final String MEMORY_EMBEDDINGS = "memory.embeddings";

  @Override
  public String getDescription() {
    return "Parts of a cold start, ms, and memory, MB";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    ColdAnswers.clear();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<ColdAnswer> answers = ColdAnswers.all();
    List<ScalarResult> results = new ArrayList<>();
    add(results, JVM, answers, ColdAnswer::jvmMs);
    add(results, LOAD, answers, ColdAnswer::loadMs);
    add(results, EMBED, answers, ColdAnswer::embedMs);
    add(results, CpuTimeProfiler.METRIC, answers, ColdAnswer::cpuMs);
    ProcessMemory memory = ColdAnswers.memory();
    add(results, MEMORY_JVM, memory.jvmMb(), "MB");
    add(results, MEMORY_LOADED, memory.loadedMb(), "MB");
    add(results, MEMORY_FIRST, memory.firstMb(), "MB");
    add(results, MEMORY_SETTLED, memory.settledMb(), "MB");
    add(results, MEMORY_PEAK, memory.peakMb(), "MB");
    add(results, MEMORY_EMBEDDINGS, memory.embeddings(), "1");
    return results;
  }

  /** Nothing where it is not known. */
  private static void add(List<ScalarResult> results, String name, double value, String unit) {
    if (!Double.isNaN(value)) {
      results.add(new ScalarResult(name, value, unit, AggregationPolicy.MAX));
    }
  }

  /** The mean of the calls; nothing where a platform does not tell, which it says by a negative. */
  private static void add(
      List<ScalarResult> results,
      String name,
      List<ColdAnswer> answers,
      ToDoubleFunction<ColdAnswer> figure) {
    double[] values = answers.stream().mapToDouble(figure).toArray();
    if (values.length > 0 && Arrays.stream(values).noneMatch(value -> value < 0)) {
      double mean = Arrays.stream(values).average().orElseThrow();
      results.add(new ScalarResult(name, mean, "ms/op", AggregationPolicy.AVG));
    }
  }
}
