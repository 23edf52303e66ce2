package org.speakerbench.bench.accuracy;

import org.speakerbench.engine.score.EmbeddingTable;
import org.speakerbench.engine.score.ScoreNormalization;

/**
 * How scores are normalised, beside cosines.
 *
 * @param adaptive AS-norm over the nearest of the cohort; else S-norm over all of it
 * @param top how many are the nearest; 0 for the default
 */
public record Normalization(boolean adaptive, int top) {
  ScoreNormalization with(EmbeddingTable cohort) {
    if (!adaptive) {
      return ScoreNormalization.sNorm(cohort);
    }
    return top == 0 ? ScoreNormalization.asNorm(cohort) : ScoreNormalization.asNorm(cohort, top);
  }

  /** How many of a cohort of this size are the nearest: all of it unless a number is asked for. */
  int nearest(int size) {
    return adaptive && top != 0 ? top : size;
  }

  /** As {@code accuracy.csv} has it: {@code as-norm-20}, of 20 nearest, or {@code s-norm}. */
  String label(ScoreNormalization with) {
    return adaptive ? "as-norm-" + with.top() : "s-norm";
  }
}
