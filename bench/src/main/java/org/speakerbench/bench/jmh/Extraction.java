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
import org.speakerbench.bench.jmh.state.ExtractionState;
import org.speakerbench.bench.jmh.state.FbankUsed;
import org.speakerbench.bench.jmh.state.Slowdown;

/**
 * WAV file to embedding file: reading, FBank, mean normalisation, model and writing a line of text,
 * what the timer of the C++ tool is around. Files are in the page cache. Times as in {@link
 * EndToEnd}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class Extraction {

  @Benchmark
  public float[][] extract(ExtractionState state, FbankUsed used) throws IOException {
    long start = Slowdown.start();
    float[][] answer = state.timed();
    Slowdown.end(start);
    return answer;
  }
}
