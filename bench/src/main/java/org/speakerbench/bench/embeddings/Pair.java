package org.speakerbench.bench.embeddings;

import java.util.Arrays;
import java.util.Comparator;
import org.speakerbench.engine.internal.DirectionCosine;
import org.speakerbench.engine.internal.Directions;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.table.StoredArray;

/**
 * What two sets have of one utterance.
 *
 * @param cosine of the angle between both; no number if they cannot be compared
 * @param relativeL2 |B - A| / |A|; no number if they cannot be compared
 * @param problem why they cannot be compared; null if they can
 */
record Pair(String id, double cosine, double relativeL2, String problem) {

  /** Those that cannot be compared, then the smallest cosine, then the largest L2. */
  static final Comparator<Pair> WORST_FIRST =
      Comparator.comparing((Pair pair) -> pair.problem == null)
          .thenComparingDouble(Pair::cosine)
          .thenComparing(Comparator.comparingDouble(Pair::relativeL2).reversed())
          .thenComparing(Pair::id);

  /** What is kept of an array: values and their shape. */
  record Stored(int[] shape, float[] values) {
    static Stored of(StoredArray array) {
      return new Stored(array.shape(), array.floats());
    }

    /** A row of a matrix is a vector too. */
    private boolean isLike(Stored other) {
      return values.length == other.values.length
          && shape[shape.length - 1] == other.shape[other.shape.length - 1];
    }
  }

  static Pair of(String id, Stored a, Stored b) {
    String problem = problem(a, b);
    return problem == null
        ? new Pair(
            id, DirectionCosine.of(a.values, b.values), RelativeL2.of(a.values, b.values), null)
        : new Pair(id, Double.NaN, Double.NaN, problem);
  }

  private static String problem(Stored a, Stored b) {
    if (!a.isLike(b)) {
      return "found " + Arrays.toString(b.shape) + " in B, expected " + Arrays.toString(a.shape);
    }
    String ofA = Directions.problem(a.values);
    String ofB = Directions.problem(b.values);
    return ofA != null ? "A: " + ofA : ofB != null ? "B: " + ofB : null;
  }
}
