package org.speakerbench.bench.cli;

import java.util.function.Function;
import java.util.function.Supplier;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.spec.ModelSpec;

/** Models with the front ends that a command is given for them. */
final class Embedders {
  private Embedders() {}

  /** Opens a model and joins it with a front end; closes it if there is none for it. */
  static SpeakerEmbedder open(
      Supplier<EmbeddingModel> model, Function<ModelSpec, FrontEnd> frontEnd) {
    EmbeddingModel opened = model.get();
    try {
      return new SpeakerEmbedder(frontEnd.apply(opened.spec()), opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }
}
