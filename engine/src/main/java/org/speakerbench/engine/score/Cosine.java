package org.speakerbench.engine.score;

import org.speakerbench.engine.internal.DirectionCosine;
import org.speakerbench.engine.internal.Directions;

/** Cosine similarity, the score of the 3D-Speaker recipes. */
public final class Cosine {
  private Cosine() {}

  /**
   * a.b / (|a| |b|), accumulated in double; in [-1, 1] up to rounding.
   *
   * @throws IllegalArgumentException if the lengths differ or a vector is zero or not finite
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
      throw new IllegalArgumentException(name + ": " + problem);
    }
  }
}
