package org.speakerbench.bench.jmh.ceiling;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.speakerbench.bench.environment.VectorApi;

/**
 * Fused multiply-adds of floats on values in registers, by the Vector API: the peak of one core, as
 * far as a JVM uses its vectors. {@link FmaState#MACS} in a call.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 5,
    jvmArgsAppend = {"--add-modules", VectorApi.MODULE})
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
public class Fma {

  @Benchmark
  public float[] peak(FmaState state) {
    return state.timed();
  }
}
