package org.speakerbench.bench.embeddings;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * How near two sets have to be.
 *
 * @param minCosine of each utterance, at least
 * @param maxRelativeL2 of each utterance, at most
 * @param commonOnly whether an utterance that one set alone has is no failure
 */
public record Limits(double minCosine, double maxRelativeL2, boolean commonOnly) {

  public Limits {
    if (!(minCosine >= -1 && minCosine <= 1)) {
      throw new SpeakerbenchException(
          "--min-cosine: found " + minCosine + ", expected a number from -1 to 1");
    }
    if (!(maxRelativeL2 >= 0)) {
      throw new SpeakerbenchException(
          "--max-l2: found " + maxRelativeL2 + ", expected a number of 0 or more");
    }
  }

  /** Whether what two sets have of an utterance is near enough. */
  boolean accept(Pair pair) {
    return pair.problem() == null
        && pair.cosine() >= minCosine
        && pair.relativeL2() <= maxRelativeL2;
  }
}
