package org.speakerbench.engine.internal;

import java.util.function.IntToDoubleFunction;

/** How far an embedding is from what it should be: |found - expected| / |expected|. */
public final class RelativeL2 {
  private RelativeL2() {}

  /** Of two embeddings; no number if they differ in length. */
  public static double of(float[] expected, float[] found) {
    return of(expected.length, i -> expected[i], found);
  }

  /** The same, of one that was computed in double. */
  public static double of(double[] expected, float[] found) {
    return of(expected.length, i -> expected[i], found);
  }

  private static double of(int length, IntToDoubleFunction expected, float[] found) {
    if (found.length != length) {
      return Double.NaN;
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < length; i++) {
      difference += Math.pow(found[i] - expected.applyAsDouble(i), 2);
      norm += Math.pow(expected.applyAsDouble(i), 2);
    }
    return Math.sqrt(difference / norm);
  }
}
