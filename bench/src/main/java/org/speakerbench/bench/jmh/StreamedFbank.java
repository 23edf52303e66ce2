package org.speakerbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.speakerbench.bench.jmh.state.FbankState;
import org.speakerbench.bench.jmh.state.FbankUsed;
import org.speakerbench.engine.fbank.Features;

/**
 * The same features as those of {@link FbankOnly}, of a clip that comes in pieces of 20 ms: each
 * piece is given to a stream and the frames that it completes are read. Times as in {@link
 * EndToEnd}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class StreamedFbank {

  @Benchmark
  public Features compute(FbankState state, FbankUsed used) {
    return state.timedStream();
  }
}
