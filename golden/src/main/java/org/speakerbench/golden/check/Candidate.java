package org.speakerbench.golden.check;

import java.io.IOException;
import java.util.List;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;

/**
 * What is checked: the steps from a WAV to an embedding. {@link #engine} is the real one; negative
 * controls replace one step of it and must be rejected by the same check.
 *
 * <p>A step that throws, or returns something of another shape, fails its check and all that need
 * its result.
 */
public interface Candidate {

  /** The bytes of a mono WAV file to samples in [-1, 1). */
  Waveform decode(byte[] wav) throws IOException;

  /** Samples to raw features, [frames, dim], by the front end that the clip asks for. */
  Features fbank(Waveform clip, FbankOptions frontEnd);

  /** Raw features to features minus their mean over the frames, for models that take those. */
  Features normalise(Features raw);

  /** Raw features to those that a model takes. */
  default Features forModel(Features raw, MeanNormalization mean) {
    return mean == MeanNormalization.CLIP ? normalise(raw) : raw;
  }

  /** Features as the model takes them to an embedding, [dim]. */
  float[] embed(EmbeddingModel model, Features normalised);

  /** Features of clips of one length to their embeddings in one call, [batch][dim]. */
  default float[][] embedBatch(EmbeddingModel model, List<Features> batch) {
    return batch.stream().map(features -> embed(model, features)).toArray(float[][]::new);
  }

  /** The whole path, [dim]; by default the four steps one after the other. */
  default float[] endToEnd(EmbeddingModel model, byte[] wav, FrontEnd frontEnd) throws IOException {
    return embed(model, forModel(fbank(decode(wav), frontEnd.fbank()), frontEnd.mean()));
  }

  /** This project's engine. */
  static Candidate engine() {
    return new EngineCandidate();
  }
}
