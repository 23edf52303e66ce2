package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.fbank.Features;

/** Times the whole way from samples to embedding. */
@State(Scope.Benchmark)
public class EndToEndState extends ModelState {
  @Override
  void warmUp() throws IOException, InterruptedException {
    FrontEndWarmUp.run(() -> embedder.features(waveform));
  }

  @Override
  public float[][] timed() {
    if (batch == 1) {
      return new float[][] {embedder.embed(waveform)};
    }
    List<Features> clips = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      clips.add(embedder.features(waveform));
    }
    return embedder.model().embed(clips);
  }
}
