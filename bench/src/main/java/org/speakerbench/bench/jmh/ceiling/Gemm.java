package org.speakerbench.bench.jmh.ceiling;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A matrix product through ONNX Runtime with one thread: what a model could reach that were nothing
 * but one large product. {@link GemmState#MACS} in a call.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
public class Gemm {

  @Benchmark
  public ByteBuffer multiply(GemmState state) throws OrtException {
    return state.timed();
  }
}
