package org.speakerbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.speakerbench.bench.jmh.state.FbankUsed;
import org.speakerbench.bench.jmh.state.OtherLengthsState;

/**
 * Samples to an embedding as {@link EndToEnd}, each of a length that the session has never seen:
 * one call an iteration, so that there are lengths enough.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 40, time = 1, timeUnit = TimeUnit.MILLISECONDS)
public class NewLengths {

  @Benchmark
  public float[][] embed(OtherLengthsState.New state, FbankUsed used) {
    return state.timed();
  }
}
