package org.speakerbench.engine.score;

import java.util.Arrays;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Scores in units of how the two sides of a trial score against others, a cohort. With m and d the
 * mean and standard deviation of one side's cosines with the cohort, a score s becomes
 *
 * <pre>((s - m_enrol) / d_enrol + (s - m_test) / d_test) / 2</pre>
 *
 * over the whole cohort in S-norm (Kenny, "Bayesian speaker verification with heavy-tailed priors",
 * 2010) and over the N that are nearest to the side in AS-norm: each side has its own N, "AS-norm1"
 * of Matějka et al., "Analysis of score normalization in multilingual speaker recognition", 2017.
 * The standard deviation divides by N, as WeSpeaker's does. Embeddings are not centred first.
 */
public final class ScoreNormalization {
  /** N of AS-norm where the cohort has as many. */
  public static final int DEFAULT_TOP = 300;

  /** With fewer there is no deviation. */
  public static final int FEWEST = 2;

  private final EmbeddingTable cohort;
  private final float[][] members;
  private final int top;

  private ScoreNormalization(EmbeddingTable cohort, int top) {
    this.cohort = cohort;
    this.members =
        cohort.utterances().stream()
            .map(id -> cohort.find(id).orElseThrow())
            .toArray(float[][]::new);
    this.top = top;
    CohortRules.requireSize(members.length, top);
  }

  /** S-norm: over the whole cohort. */
  public static ScoreNormalization sNorm(EmbeddingTable cohort) {
    return new ScoreNormalization(cohort, Math.max(FEWEST, cohort.size()));
  }

  /** AS-norm over the nearest {@link #DEFAULT_TOP}, or all of a smaller cohort. */
  public static ScoreNormalization asNorm(EmbeddingTable cohort) {
    return asNorm(cohort, Math.max(FEWEST, Math.min(DEFAULT_TOP, cohort.size())));
  }

  /** AS-norm over the nearest so many. */
  public static ScoreNormalization asNorm(EmbeddingTable cohort, int top) {
    return new ScoreNormalization(cohort, top);
  }

  /** How many of the cohort count for each side. */
  public int top() {
    return top;
  }

  /** How one side scores against its cohort. */
  record Side(double mean, double deviation) {
    double of(double score) {
      return (score - mean) / deviation;
    }
  }

  /**
   * Compares with the cohort.
   *
   * @param name of the clip or model, for the message
   * @throws SpeakerbenchException if all of it is equally far
   */
  Side side(String name, float[] embedding) {
    double[] scores = new double[members.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Cosine.similarity(embedding, members[i]);
    }
    Arrays.sort(scores);
    double[] nearest = Arrays.copyOfRange(scores, scores.length - top, scores.length);
    double mean = Arrays.stream(nearest).sum() / top;
    double squares = 0;
    for (double score : nearest) {
      squares += (score - mean) * (score - mean);
    }
    double deviation = Math.sqrt(squares / top);
    if (!(nearest[top - 1] > nearest[0])) {
      throw new SpeakerbenchException(
          name
              + ": found the same cosine, "
              + nearest[0]
              + ", with all "
              + top
              + " of the cohort, expected a spread to normalise by");
    }
    return new Side(mean, deviation);
  }

  /** The normalised score. */
  static double normalize(double score, Side enrolled, Side tested) {
    return (enrolled.of(score) + tested.of(score)) / 2;
  }

  /**
   * Refuses a cohort that shares clips with the trials: it has to be of others.
   *
   * @throws SpeakerbenchException naming the first that is in both
   */
  void requireOthers(Set<String> clips) {
    CohortRules.requireOthers(cohort.utterances(), clips);
  }

  /**
   * Refuses a cohort that shares speakers with the trials.
   *
   * @return cohort clips whose speaker the table does not know, and of whom nothing is said
   * @throws SpeakerbenchException naming the first speaker who is in both
   */
  public int requireOtherSpeakers(Set<String> clips, SpeakerTable speakers) {
    return CohortRules.requireOtherSpeakers(cohort.utterances(), clips, speakers);
  }
}
