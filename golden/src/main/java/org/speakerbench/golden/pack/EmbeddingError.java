package org.speakerbench.golden.pack;

/**
 * How far an embedding is from its reference.
 *
 * @param relativeL2 norm of the difference over the norm of the reference
 * @param cosine of the two
 * @param limit largest relative L2 that passes
 */
public record EmbeddingError(double relativeL2, double cosine, double limit) {

  /** Whether the error is within the limit; one that is not a number is not. */
  public boolean passes() {
    return relativeL2 <= limit;
  }
}
