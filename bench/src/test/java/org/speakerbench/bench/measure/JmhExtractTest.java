package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.util.SampleBuffer;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ProcessMemory;

class JmhExtractTest {
  private static final double BUCKET = 0.002; // JMH's, relative

  @Test
  void aSampleIsACallOfAnyWorker() {
    IterationResult iteration = iteration(5);
    iteration.addResult(sampled(10, 10, 20));
    iteration.addResult(sampled(10, 40));

    List<IterationData.Sample> samples = extract(iteration).samples();

    assertThat(samples).hasSize(3);
    assertThat(samples).extracting(IterationData.Sample::count).containsExactly(3L, 1L, 1L);
    assertThat(samples.get(0).valueMs()).isCloseTo(10, within(10 * BUCKET));
    assertThat(samples.get(1).valueMs()).isCloseTo(20, within(20 * BUCKET));
    assertThat(samples.get(2).valueMs()).isCloseTo(40, within(40 * BUCKET));
  }

  /** 5 calls in 100 ms beside 15 in 100 ms: 20 in 100 ms, so that 5 ms go by for each. */
  @Test
  void aSampleOfThroughputIsTheTimePerCallOfAllWorkersTogether() {
    IterationResult iteration = iteration(20);
    iteration.addResult(throughput(5, 100));
    iteration.addResult(throughput(15, 100));

    List<IterationData.Sample> samples = extract(iteration).samples();

    assertThat(samples).singleElement();
    assertThat(samples.get(0).valueMs()).isCloseTo(5, within(1e-9));
    assertThat(samples.get(0).count()).isEqualTo(1);
  }

  @Test
  void profilersBecomeExtras() {
    IterationResult iteration = iteration(2);
    iteration.addResult(sampled(10, 10));
    add(iteration, "cpu.time.norm", 9.5);
    add(iteration, "rss.peak", 300);
    add(iteration, "rss.now", 250);
    add(iteration, "jvm.uptime", 1234);
    add(iteration, "gc.alloc.rate.norm", 4096);
    add(iteration, "reference.verified", 1);
    add(iteration, "reference.cosine", 0.75);
    add(iteration, "memory.jvm", 40);
    add(iteration, "memory.loaded", 100);
    add(iteration, "memory.first", 150);
    add(iteration, "memory.settled", 155);
    add(iteration, "memory.peak", 160);
    add(iteration, "memory.embeddings", 200);
    add(iteration, "fbankVector", 1);

    IterationData data = extract(iteration);

    assertThat(data.extras())
        .isEqualTo(
            new IterationData.Extras(
                9.5,
                300,
                250,
                1234,
                4096,
                true,
                0.75,
                Double.NaN,
                new ProcessMemory(40, 100, 150, 155, 160, 200),
                1));
    assertThat(data.operations()).isEqualTo(2);
  }

  @Test
  void whatNoProfilerToldIsNotKnown() {
    IterationResult iteration = iteration(1);
    iteration.addResult(sampled(10));

    IterationData.Extras extras = extract(iteration).extras();

    assertThat(
            new double[] {
              extras.cpuMs(),
              extras.peakRssMb(),
              extras.rssMb(),
              extras.uptimeMs(),
              extras.allocBytes(),
              extras.cosine()
            })
        .containsOnly(Double.NaN);
    assertThat(extras.verified()).isFalse();
  }

  private static IterationData extract(IterationResult iteration) {
    IterationData data = JmhExtract.iterations(3, Phase.WARMUP, List.of(iteration)).get(0);
    assertThat(data.fork()).isEqualTo(3);
    assertThat(data.phase()).isEqualTo(Phase.WARMUP);
    assertThat(data.iteration()).isEqualTo(1);
    return data;
  }

  private static IterationResult iteration(long operations) {
    BenchmarkParams params = JmhResults.fork(1).getParams();
    return new IterationResult(
        params, params.getMeasurement(), new IterationResultMetaData(operations, operations));
  }

  private static SampleTimeResult sampled(long... valuesMs) {
    SampleBuffer buffer = new SampleBuffer();
    for (long ms : valuesMs) {
      buffer.add(TimeUnit.MILLISECONDS.toNanos(ms));
    }
    return new SampleTimeResult(ResultRole.PRIMARY, "embed", buffer, TimeUnit.MILLISECONDS);
  }

  private static ThroughputResult throughput(long calls, long ms) {
    return new ThroughputResult(
        ResultRole.PRIMARY,
        "embed",
        calls,
        TimeUnit.MILLISECONDS.toNanos(ms),
        TimeUnit.MILLISECONDS);
  }

  private static void add(IterationResult iteration, String name, double value) {
    iteration.addResult(new ScalarResult(name, value, "unit", AggregationPolicy.AVG));
  }
}
