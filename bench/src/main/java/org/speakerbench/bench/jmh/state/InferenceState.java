package org.speakerbench.bench.jmh.state;

import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.fbank.Features;

/** Times the model on features that were computed in set-up. */
@State(Scope.Benchmark)
public class InferenceState extends ModelState {
  private List<Features> clips;

  @Override
  void prepare(BenchClip clip) {
    clips = Collections.nCopies(batch, embedder.features(waveform));
  }

  @Override
  public float[][] timed() {
    return embedder.model().embed(clips);
  }
}
