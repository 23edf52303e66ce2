package org.speakerbench.bench.jmh;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Times the model on features that were computed in set-up. */
@State(Scope.Benchmark)
public class InferenceState extends ModelState {

  @Override
  float[] timed() {
    return embedder.model().embed(features);
  }
}
