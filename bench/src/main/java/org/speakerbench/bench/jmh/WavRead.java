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
import org.speakerbench.bench.jmh.state.WavState;
import org.speakerbench.engine.audio.Waveform;

/**
 * A 16-bit WAV file on disk to samples in memory. The file is in the page cache: the reader is
 * timed, not the disk. Times as in {@link EndToEnd}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class WavRead {

  @Benchmark
  public Waveform read(WavState state) throws IOException {
    return state.timed();
  }
}
