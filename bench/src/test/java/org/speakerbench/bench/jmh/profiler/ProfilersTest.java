package org.speakerbench.bench.jmh.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.jmh.state.AnswerCheck;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.ColdAnswer;
import org.speakerbench.bench.jmh.state.ColdAnswers;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenPack;

class ProfilersTest {
  @Test
  void cpuTimeIsOneValuePerIteration() {
    CpuTimeProfiler profiler = new CpuTimeProfiler();
    profiler.beforeIteration(null, null);

    assertThat(profiler.afterIteration(null, null, iterationOf(3)))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.getLabel()).isEqualTo(CpuTimeProfiler.METRIC);
              assertThat(result.getScoreUnit()).isEqualTo("ms/op");
              assertThat(result.getScore()).isNotNegative();
            });
  }

  @Test
  void cpuTimeOfNoOperationIsNothing() {
    CpuTimeProfiler profiler = new CpuTimeProfiler();
    profiler.beforeIteration(null, null);

    assertThat(profiler.afterIteration(null, null, iterationOf(0))).isEmpty();
  }

  @Test
  void theOutcomeOfTheCheckIsCarriedOver() {
    ReferenceProfiler profiler = new ReferenceProfiler();
    EndToEndReference reference =
        GoldenPack.embedded().endToEnd(BenchClip.DEFAULT, "campplus").orElseThrow();

    ModelRef model = ModelRef.parse("campplus");
    AnswerCheck.embedding(Optional.of(reference), reference.expected(), model, "x");
    assertThat(profiler.afterIteration(null, null, iterationOf(1)))
        .extracting(Result::getLabel)
        .containsExactly(
            ReferenceProfiler.VERIFIED, ReferenceProfiler.COSINE, ReferenceProfiler.RELATIVE_L2);

    AnswerCheck.embedding(Optional.empty(), reference.expected(), model, "x");
    assertThat(profiler.afterIteration(null, null, iterationOf(1))).isEmpty();
  }

  @Test
  void aColdStartTellsWhereItsTimeGoes() {
    ColdStartProfiler profiler = new ColdStartProfiler();
    profiler.beforeIteration(null, null);
    assertThat(profiler.afterIteration(null, null, iterationOf(1))).isEmpty();

    ColdAnswers.add(new ColdAnswer(200, 100.5, 50.25, 400, new float[] {1}));
    ColdAnswers.add(new ColdAnswer(300, 101.5, 51.25, 500, new float[] {1}));

    assertThat(profiler.afterIteration(null, null, iterationOf(2)))
        .extracting(Result::getLabel, Result::getScore)
        .containsExactly(
            tuple("cold.jvm", 250.0),
            tuple("cold.load", 101.0),
            tuple("cold.embed", 50.75),
            tuple(CpuTimeProfiler.METRIC, 450.0));
  }

  @Test
  void aColdStartWithoutCpuTimeTellsTheRest() {
    ColdStartProfiler profiler = new ColdStartProfiler();
    profiler.beforeIteration(null, null);
    ColdAnswers.add(new ColdAnswer(200, 100.5, 50.25, -1e-6, new float[] {1}));

    assertThat(profiler.afterIteration(null, null, iterationOf(1)))
        .extracting(Result::getLabel)
        .containsExactly(ColdStartProfiler.JVM, ColdStartProfiler.LOAD, ColdStartProfiler.EMBED);
  }

  @Test
  void aColdStartTellsTheMemoryOfTheProcessThatWasAsked() {
    ColdStartProfiler profiler = new ColdStartProfiler();
    ColdAnswers.memory(new ProcessMemory(40, 100, 150.5, Double.NaN, 160, 1));
    try {
      profiler.beforeIteration(null, null); // it was asked in set-up

      assertThat(profiler.afterIteration(null, null, iterationOf(1)))
          .extracting(Result::getLabel, Result::getScore)
          .containsExactly(
              tuple("memory.jvm", 40.0),
              tuple("memory.loaded", 100.0),
              tuple("memory.first", 150.5),
              tuple("memory.peak", 160.0),
              tuple("memory.embeddings", 1.0));
    } finally {
      ColdAnswers.memory(ProcessMemory.UNKNOWN);
    }
  }

  /** Of JMH; before Java 21 it asks every thread, and the workers of a scenario are several. */
  @Test
  @SuppressWarnings("rawtypes") // JMH's own signature
  void allocationIsCountedInAllThreads() throws Exception {
    int workers = 2;
    int bytes = 10_000_000;
    GCProfiler profiler = new GCProfiler("");
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      profiler.beforeIteration(null, null);
      CyclicBarrier together = new CyclicBarrier(workers);
      Callable<Integer> work =
          () -> {
            together.await();
            return new byte[bytes].length;
          };
      for (Future<Integer> done : threads.invokeAll(List.of(work, work))) {
        assertThat(done.get()).isEqualTo(bytes);
      }

      double perCall =
          profiler.afterIteration(null, null, iterationOf(workers)).stream()
              .filter(result -> result.getLabel().equals("gc.alloc.rate.norm"))
              .mapToDouble(Result::getScore)
              .sum();

      assertThat(perCall).isBetween((double) bytes, 1.5 * bytes);
    } finally {
      threads.shutdown();
    }
  }

  private static IterationResult iterationOf(long operations) {
    return new IterationResult(null, null, new IterationResultMetaData(operations, operations));
  }
}
