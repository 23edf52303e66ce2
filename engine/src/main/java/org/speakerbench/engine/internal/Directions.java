package org.speakerbench.engine.internal;

import org.speakerbench.engine.SpeakerbenchException;

/** Whether an embedding points somewhere: without that it cannot be compared. */
public final class Directions {
  private Directions() {}

  /** What is wrong with an embedding, as the end of a sentence; null if nothing is. */
  public static String problem(float[] embedding) {
    if (embedding.length == 0) {
      return "found no values, expected an embedding";
    }
    boolean zero = true;
    for (int i = 0; i < embedding.length; i++) {
      if (!Float.isFinite(embedding[i])) {
        return "found " + embedding[i] + " at " + i + ", expected finite numbers";
      }
      zero &= embedding[i] == 0;
    }
    return zero
        ? "found " + embedding.length + " zeros, expected a vector that has a direction"
        : null;
  }

  /**
   * An embedding as it is.
   *
   * @throws SpeakerbenchException if it points nowhere
   */
  public static float[] require(float[] embedding) {
    String problem = problem(embedding);
    if (problem != null) {
      throw new SpeakerbenchException("embedding: " + problem);
    }
    return embedding;
  }
}
