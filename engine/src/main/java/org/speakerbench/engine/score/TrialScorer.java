package org.speakerbench.engine.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Embeddings to scores of trials: the cosine of the tested clip and what is enrolled, which of
 * several clips is their {@linkplain Enrolment#mean mean}.
 */
public final class TrialScorer {
  private final EmbeddingTable embeddings;
  private final EnrolmentModels models;
  private final ScoreNormalization normalization;

  private final Map<String, float[]> enrolled = new HashMap<>();
  private final Map<String, ScoreNormalization.Side> enrolledSides = new HashMap<>();
  private final Map<String, ScoreNormalization.Side> testedSides = new HashMap<>();

  private TrialScorer(
      EmbeddingTable embeddings, EnrolmentModels models, ScoreNormalization normalization) {
    this.embeddings = embeddings;
    this.models = models;
    this.normalization = normalization;
  }

  /** Cosines. */
  public static TrialScorer cosine(EmbeddingTable embeddings, EnrolmentModels models) {
    return new TrialScorer(embeddings, models, null);
  }

  /** Cosines that are normalised with a cohort. */
  public static TrialScorer normalized(
      EmbeddingTable embeddings, EnrolmentModels models, ScoreNormalization normalization) {
    return new TrialScorer(embeddings, models, normalization);
  }

  /**
   * What came of trials.
   *
   * @param scored those that have a score
   * @param unscored those that have none
   */
  public record Result(ScoredTrials scored, List<Unscored> unscored) {
    public Result {
      unscored = List.copyOf(unscored);
    }
  }

  /**
   * A trial without a score.
   *
   * @param clip the first clip of it that has no embedding
   */
  public record Unscored(Trial trial, String clip) {}

  /**
   * Scores trials. One of a clip that has no embedding is not scored; a model of which one clip has
   * none is not made of the others.
   *
   * @throws SpeakerbenchException if a tested clip is among those that its trial enrols, a model is
   *     not known, or the clips of one cancel each other out; or if the cohort shares clips with
   *     the trials
   */
  public Result score(Trials trials) {
    if (normalization != null) {
      normalization.requireOthers(models.clips(trials));
    }
    List<Unscored> unscored = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    Map<Trial, Boolean> done = new HashMap<>();
    for (Trial trial : trials.list()) {
      requireApart(trial);
      Optional<String> missing = missing(trial);
      if (missing.isPresent()) {
        unscored.add(new Unscored(trial, missing.get()));
      } else {
        scores.add(score(trial));
        done.put(trial, true);
      }
    }
    Trials scored = unscored.isEmpty() ? trials : trials.where(done::containsKey);
    return new Result(
        ScoredTrials.of(scored, scores.stream().mapToDouble(Double::doubleValue).toArray()),
        unscored);
  }

  private void requireApart(Trial trial) {
    if (models.clips(trial.enrol()).contains(trial.test())) {
      throw new SpeakerbenchException(
          "trial "
              + trial
              + ": found the tested clip among those that are enrolled, expected another: its score"
              + " says nothing");
    }
  }

  private Optional<String> missing(Trial trial) {
    List<String> clips = new ArrayList<>(models.clips(trial.enrol()));
    clips.add(trial.test());
    return clips.stream().filter(clip -> embeddings.find(clip).isEmpty()).findFirst();
  }

  private double score(Trial trial) {
    float[] model = enrolled.computeIfAbsent(trial.enrol(), this::enrol);
    float[] clip = embedding(trial.test());
    double cosine = Cosine.similarity(model, clip);
    return normalization == null
        ? cosine
        : ScoreNormalization.normalize(
            cosine,
            enrolledSides.computeIfAbsent(trial.enrol(), name -> normalization.side(name, model)),
            testedSides.computeIfAbsent(trial.test(), name -> normalization.side(name, clip)));
  }

  private float[] enrol(String model) {
    List<String> clips = models.clips(model);
    if (clips.size() == 1) {
      return embedding(clips.get(0));
    }
    try {
      return Enrolment.mean(clips.stream().map(this::embedding).toList());
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException("model " + model + ": " + e.getMessage(), e);
    }
  }

  private float[] embedding(String clip) {
    return embeddings.find(clip).orElseThrow();
  }
}
