package org.speakerbench.engine.score;

/** Cosine similarity, the score of the 3D-Speaker recipes. */
public final class Cosine {
  private Cosine() {}

  /**
   * a.b / (|a| |b|), accumulated in double; in [-1, 1] up to rounding.
   *
   * @throws IllegalArgumentException if the lengths differ or a vector is zero
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
    if (normA == 0 || normB == 0) {
      throw new IllegalArgumentException("an embedding is zero, expected a direction");
    }
    return dot / Math.sqrt(normA * normB);
  }
}
