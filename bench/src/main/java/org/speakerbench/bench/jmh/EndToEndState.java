package org.speakerbench.bench.jmh;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Times the whole way from samples to embedding. */
@State(Scope.Benchmark)
public class EndToEndState extends ModelState {

  @Override
  float[] timed() {
    return embedder.embed(waveform);
  }
}
