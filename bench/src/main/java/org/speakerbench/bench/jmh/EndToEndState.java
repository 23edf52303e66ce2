package org.speakerbench.bench.jmh;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Times the whole way from samples to embedding. */
@State(Scope.Benchmark)
public class EndToEndState extends ModelState {
  /**
   * FBank is compiled to its final form after about 200 calls on three seconds of audio. Warm-up
   * iterations give a slow model a call or two only, and the compiler's CPU time would be counted.
   */
  private static final long FRONT_END_NANOS = 250_000_000;

  @Override
  void warmUp() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < FRONT_END_NANOS) {
      features = embedder.fbank().compute(waveform).meanNormalized();
    }
  }

  @Override
  float[] timed() {
    return embedder.embed(waveform);
  }
}
