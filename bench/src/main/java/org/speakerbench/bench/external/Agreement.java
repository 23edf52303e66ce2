package org.speakerbench.bench.external;

import java.util.Map;
import java.util.Optional;
import org.speakerbench.bench.measure.ForkFailedException;
import org.speakerbench.golden.pack.EmbeddingError;
import org.speakerbench.golden.pack.EndToEndReference;

/**
 * How an outside program's embeddings agree with the golden pack, the worst of them.
 *
 * @param verified whether there is a reference and all are within its limit
 * @param cosine smallest cosine of an embedding and its reference; NaN without one
 */
record Agreement(boolean verified, double cosine) {

  /**
   * Holds each embedding against the reference. A wrong one is no error: how far another program is
   * off is what its row tells.
   *
   * @throws ForkFailedException if one has another length than the reference or, without one, than
   *     the first
   */
  static Agreement of(Optional<EndToEndReference> reference, Map<String, float[]> embeddings)
      throws ForkFailedException {
    int expected =
        reference
            .map(golden -> golden.expected().length)
            .orElseGet(() -> embeddings.values().iterator().next().length);
    Agreement worst = new Agreement(reference.isPresent(), Double.NaN);
    for (Map.Entry<String, float[]> entry : embeddings.entrySet()) {
      float[] embedding = entry.getValue();
      if (embedding.length != expected) {
        throw new ForkFailedException(
            "embedding of "
                + entry.getKey()
                + ": found "
                + embedding.length
                + " values, expected "
                + expected,
            null);
      }
      if (reference.isPresent()) {
        EmbeddingError error = reference.get().compare(embedding);
        worst = worst.worse(new Agreement(error.passes(), error.cosine()));
      }
    }
    return worst;
  }

  /** The worse of both. */
  Agreement worse(Agreement other) {
    double smaller = Double.isNaN(cosine) || other.cosine < cosine ? other.cosine : cosine;
    return new Agreement(verified && other.verified, smaller);
  }
}
