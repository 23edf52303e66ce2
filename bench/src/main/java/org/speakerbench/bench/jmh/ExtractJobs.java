package org.speakerbench.bench.jmh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.speakerbench.bench.jmh.state.ExtractJobsState;
import org.speakerbench.bench.jmh.state.FbankUsed;
import org.speakerbench.engine.extract.ScpRun;

/**
 * A list of clips to a folder of embeddings and its index, as {@code extract --jobs N} does it. One
 * call is one list: the audio of the list over its time is the throughput.
 *
 * <p>Five forks as in {@link EndToEnd}. A list takes about a second, so iterations are longer.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class ExtractJobs {

  @Benchmark
  public ScpRun.Result extract(ExtractJobsState state, FbankUsed used) throws IOException {
    return state.timed();
  }
}
