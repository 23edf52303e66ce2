package org.speakerbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.speakerbench.bench.jmh.state.EndToEndState;
import org.speakerbench.bench.jmh.state.FbankUsed;
import org.speakerbench.bench.jmh.state.Slowdown;

/**
 * Samples in memory to an embedding: FBank, mean normalisation, model.
 *
 * <p>Five forks, because the fork is the unit of evidence and five are the fewest whose medians can
 * be ranked against five others at p below 0.01. Two seconds of warm-up twice: the compiled code is
 * steady after about one second, and the second iteration shows that it is. Five iterations of
 * three seconds: the slowest published model still gives more than 64 samples in all, which a 90th
 * percentile needs.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class EndToEnd {

  @Benchmark
  public float[][] embed(EndToEndState state, FbankUsed used) {
    long start = Slowdown.start();
    float[][] answer = state.timed();
    Slowdown.end(start);
    return answer;
  }
}
