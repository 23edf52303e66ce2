package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The audio of all benchmarks. */
@State(Scope.Benchmark)
public class ClipState {
  /** Id of a golden clip, or the path of a WAV file. */
  @Param(BenchClip.DEFAULT)
  public String clip;

  /** Length that is timed, ms: the clip is cut, or repeated, to fit. */
  @Param("3000")
  public int audioMs;

  BenchClip loaded;

  @Setup(Level.Trial)
  public void setUp() throws IOException {
    loaded = BenchClip.load(OwnFiles.fromProperties().read(), clip, audioMs);
  }
}
