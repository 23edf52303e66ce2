package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.SampleBuffer;
import org.speakerbench.bench.jmh.profiler.CpuTimeProfiler;

/** Results as JMH gives them, made by hand. */
final class JmhResults {
  private JmhResults() {}

  /** One fork whose iterations have one sample each; CPU time is the same as wall time. */
  static RunResult fork(long... iterationNanos) {
    BenchmarkParams params = params();
    List<IterationResult> iterations = new ArrayList<>();
    for (long nanos : iterationNanos) {
      SampleBuffer buffer = new SampleBuffer();
      buffer.add(nanos);
      IterationResult iteration =
          new IterationResult(params, params.getMeasurement(), new IterationResultMetaData(1, 1));
      iteration.addResult(
          new SampleTimeResult(ResultRole.PRIMARY, "embed", buffer, TimeUnit.MILLISECONDS));
      iteration.addResult(
          new ScalarResult(CpuTimeProfiler.METRIC, nanos / 1e6, "ms/op", AggregationPolicy.AVG));
      iterations.add(iteration);
    }
    return new RunResult(params, List.of(new BenchmarkResult(params, iterations)));
  }

  private static BenchmarkParams params() {
    WorkloadParams workload = new WorkloadParams();
    workload.put("clip", "/home/someone/clip.wav", 0);
    workload.put("model", "mine=/home/someone/model.onnx", 1);
    IterationParams iterations =
        new IterationParams(IterationType.MEASUREMENT, 2, TimeValue.seconds(1), 1);
    return new BenchmarkParams(
        "org.example.EndToEnd.embed",
        "generated",
        true,
        1,
        new int[] {1},
        List.of(),
        1,
        0,
        iterations,
        iterations,
        Mode.SampleTime,
        workload,
        TimeUnit.MILLISECONDS,
        1,
        "java",
        List.of(
            "-Xmx1g",
            ForkRunner.ZOO_ARGUMENT + "/home/someone/zoo",
            "-Dspeakerbench.fbankConfig=/home/someone/fbank_config.json",
            "-Dspeakerbench.goldenPack=/home/someone/pack"),
        "17",
        "vm",
        "17.0",
        "1.37",
        TimeValue.minutes(10));
  }
}
