package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;

/** Times opening a model, whose answer was checked once. */
@State(Scope.Benchmark)
public class SessionLoadState extends ModelParams {
  private ModelRef ref;

  /** What the benchmark times; the length of the model's embeddings. */
  public int timed() {
    try (EmbeddingModel opened = open()) {
      return opened.embeddingDim();
    }
  }

  private EmbeddingModel open() {
    return ref.open(BenchZoo.fromProperty(), new SessionSettings(intraOpThreads));
  }

  @Setup(Level.Trial)
  public void setUp(ClipState clip) throws IOException, InterruptedException {
    ref = ref();
    try (SpeakerEmbedder embedder =
        clip.loaded
            .references()
            .own()
            .open(ref, BenchZoo.fromProperty(), new SessionSettings(intraOpThreads))) {
      CpuAnswer.check(clip.loaded, embedder.embed(clip.loaded.waveform()), ref);
    }
  }
}
