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
import org.speakerbench.bench.jmh.state.CommandStartState;

/**
 * Start of the program to its end, as a user waits for it: through the launcher, with the flags and
 * the archive of classes that it gives the JVM. One call an iteration; files are in the page cache.
 * {@link ColdStart} is the library without them.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 1, timeUnit = TimeUnit.MILLISECONDS)
public class CommandStart {

  @Benchmark
  public int run(CommandStartState state) throws IOException, InterruptedException {
    return state.timed();
  }
}
