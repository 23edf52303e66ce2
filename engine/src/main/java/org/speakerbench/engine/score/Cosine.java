package org.speakerbench.engine.score;

import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.DirectionCosine;
import org.speakerbench.engine.internal.Directions;

/** Cosine similarity, the score of the 3D-Speaker recipes. */
public final class Cosine {
  private Cosine() {}

  /**
   * a.b / (|a| |b|), accumulated in double; in [-1, 1] up to rounding.
   *
   * @throws SpeakerbenchException if a vector is zero or not finite
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double similarity(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "embeddings of " + a.length + " and " + b.length + " values, expected equal lengths");
    }
    double cosine = DirectionCosine.of(a, b);
    if (!Double.isFinite(cosine)) { // one of them is zero or not finite
      requireDirection("the first embedding", a);
      requireDirection("the second embedding", b);
    }
    return cosine;
  }

  private static void requireDirection(String name, float[] embedding) {
    String problem = Directions.problem(embedding);
    if (problem != null) {
      throw new SpeakerbenchException(name + ": " + problem);
    }
  }
}
