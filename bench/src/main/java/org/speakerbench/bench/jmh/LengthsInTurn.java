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

/** Samples to an embedding as {@link EndToEnd}, of clips of eight lengths in turn. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class LengthsInTurn {

  @Benchmark
  public float[][] embed(OtherLengthsState.InTurn state, FbankUsed used) {
    return state.timed();
  }
}
