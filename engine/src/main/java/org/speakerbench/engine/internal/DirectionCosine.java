package org.speakerbench.engine.internal;

/** The cosine of the angle between two vectors. */
public final class DirectionCosine {
  private DirectionCosine() {}

  /**
   * a.b / (|a| |b|), accumulated in double; no number if one of them is zero or not finite.
   *
   * @param b as long as {@code a}
   */
  public static double of(float[] a, float[] b) {
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      normA += (double) a[i] * a[i];
      normB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(normA * normB);
  }
}
