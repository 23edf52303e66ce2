package org.speakerbench.engine.score;

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
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      normA += (double) a[i] * a[i];
      normB += (double) b[i] * b[i];
    }
    requireDirection("the first embedding", a, normA);
    requireDirection("the second embedding", b, normB);
    return dot / Math.sqrt(normA * normB);
  }

  private static void requireDirection(String name, float[] embedding, double squares) {
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + Directions.problem(embedding));
    }
  }
}
