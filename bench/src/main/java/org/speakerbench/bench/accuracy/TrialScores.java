package org.speakerbench.bench.accuracy;

import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.score.EmbeddingTable;
import org.speakerbench.engine.score.EnrolmentModels;
import org.speakerbench.engine.score.ScoreNormalization;
import org.speakerbench.engine.score.ScoredTrials;
import org.speakerbench.engine.score.Trial;
import org.speakerbench.engine.score.TrialScorer;
import org.speakerbench.engine.score.Trials;

/** Scores of the same trials by any front end. */
final class TrialScores {
  private final Trials trials;
  private final Trials renamed;
  private final Set<String> failed;

  /**
   * @param trials of which every clip has an embedding
   * @param failed clips of the cohort that are left out
   */
  TrialScores(Trials trials, Set<String> failed) {
    this.trials = trials;
    this.failed = failed;
    renamed =
        Trials.of(
            trials.list().stream()
                .map(
                    trial ->
                        new Trial(
                            Embedded.enrolled(trial.enrol()),
                            Embedded.tested(trial.test()),
                            trial.target()))
                .toList());
  }

  /** Both sides alike. */
  ScoredTrials both(Embedded embedded, Optional<ScoreNormalization> normalization) {
    return score(embedded.table(), trials, normalization);
  }

  /** Enrolled by the model's own front end, tested by another. */
  ScoredTrials mixed(Embedded own, Embedded other, Optional<ScoreNormalization> normalization) {
    return score(own.mixed(other), renamed, normalization);
  }

  /** The cohort of a front end. */
  EmbeddingTable cohort(Embedded embedded) {
    return embedded.cohort(failed);
  }

  private ScoredTrials score(
      EmbeddingTable table, Trials named, Optional<ScoreNormalization> normalization) {
    EnrolmentModels models = EnrolmentModels.SINGLE_CLIPS;
    TrialScorer scorer =
        normalization
            .map(with -> TrialScorer.normalized(table, models, with))
            .orElseGet(() -> TrialScorer.cosine(table, models));
    return ScoredTrials.of(trials, scorer.score(named).scored().scores());
  }
}
