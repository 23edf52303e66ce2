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
 * The same product of unsigned by signed bytes, into integers of 32 bits: what a quantised model
 * could reach. {@link GemmState#MACS} in a call.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
public class GemmInt8 {

  @Benchmark
  public ByteBuffer multiply(GemmInt8State state) throws OrtException {
    return state.timed();
  }
}
