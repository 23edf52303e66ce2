package org.speakerbench.golden.pack;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * What the whole path, from WAV to embedding, must give for a clip and a model.
 *
 * @param clipId id of the clip
 * @param model name of the model
 * @param expected PyTorch's embedding, [dim]; that of Python's ONNX Runtime if the pack has none.
 *     Not copied
 * @param limit largest relative L2 that passes, see {@link Limits#endToEnd}
 */
public record EndToEndReference(String clipId, String model, float[] expected, double limit) {

  /**
   * Compares an embedding with the reference.
   *
   * @throws SpeakerbenchException if it has another length
   */
  public EmbeddingError compare(float[] actual) {
    if (actual.length != expected.length) {
      throw new SpeakerbenchException(
          "embedding of "
              + clipId
              + " by "
              + model
              + ": found "
              + actual.length
              + " values, expected "
              + expected.length);
    }
    ArrayErrors errors = ArrayErrors.between(expected, actual);
    return new EmbeddingError(errors.relativeL2(), errors.cosine(), limit);
  }
}
