package org.speakerbench.bench.accuracy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.TrialFacts;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.score.ScoreNormalization;
import org.speakerbench.engine.score.ScoredTrials;
import org.speakerbench.engine.score.Trials;

/** The rows of one crop: all models and front ends on the same trials. */
final class CropRows {
  private static final String SYNTHETIC =
      "synthetic weights: error rates say nothing about speakers";

  private final EvaluationSettings settings;
  private final RunFacts run;
  private final Crop crop;
  private final Crop.Lengths lengths;
  private final int clips;
  private final int unknown;
  private final Trials trials;
  private final String sha256;
  private final TrialScores scores;
  private final Compared compared;
  private final List<AccuracyRow> rows = new ArrayList<>();

  /** Embeddings of models by their official graphs on the CPU provider. */
  private final Map<String, Embedded> official = new HashMap<>();

  /**
   * @param failed clips that count for none
   * @throws SpeakerbenchException if no target or no nontarget trial is left
   */
  CropRows(EvaluationSettings settings, RunFacts run, Crop crop, Clips clips, Set<String> failed) {
    this.settings = settings;
    this.run = run;
    this.crop = crop;
    this.clips = clips.tested().size();
    unknown = clips.unknownSpeakers();
    lengths = crop.of(clips.lengthsMs().values());
    Trials all = settings.trials();
    trials = all.where(trial -> !failed.contains(trial.enrol()) && !failed.contains(trial.test()));
    if (trials.targets() == 0 || trials.nontargets() == 0) {
      throw new SpeakerbenchException(
          "trials of "
              + settings.speech().name()
              + ": found "
              + trials.targets()
              + " target and "
              + trials.nontargets()
              + " nontarget trials whose clips have embeddings, expected some of both: "
              + failed.size()
              + " clips failed");
    }
    sha256 = TrialsDigest.of(trials);
    scores = new TrialScores(trials, failed);
    compared = new Compared(settings.speech().speakers(), trials, settings.seed());
  }

  /** Scores to compare with, and what the row is called. */
  private record Reference(ScoredTrials scored, String name) {}

  List<AccuracyRow> of(List<EmbeddedModel> models) {
    Reference first = null;
    Map<String, Reference> itself = new HashMap<>();
    for (EmbeddedModel model : models) {
      Embedded own = model.own(crop);
      ScoredTrials cosines = scores.both(own, Optional.empty());
      Reference ofModel = itself.get(model.facts().family());
      add(
          model,
          work(AccuracyWork.OWN, TrialSides.BOTH, AccuracyWork.COSINE),
          cosines,
          ofModel == null ? first : ofModel,
          "");
      Reference ownCosines = new Reference(cosines, name(model, AccuracyWork.COSINE));
      if (model.facts().isOfficial()) {
        itself.put(model.facts().name(), ownCosines);
        official.put(model.facts().name(), own);
      }
      first = first == null ? ownCosines : first;
      others(model, AccuracyWork.COSINE, Optional.empty(), ownCosines);
      if (settings.normalization().isPresent()) {
        normalized(model, ownCosines, settings.normalization().get());
      }
    }
    return rows;
  }

  private void normalized(EmbeddedModel model, Reference ownCosines, Normalization how) {
    ScoreNormalization with = how.with(scores.cohort(model.own(crop)));
    String label = how.label(with);
    ScoredTrials scored = scores.both(model.own(crop), Optional.of(with));
    add(model, work(AccuracyWork.OWN, TrialSides.BOTH, label), scored, ownCosines, "");
    others(model, label, Optional.of(how), new Reference(scored, name(model, label)));
  }

  /** The front ends that are not the model's own, on both sides and on one. */
  private void others(
      EmbeddedModel model, String label, Optional<Normalization> how, Reference reference) {
    Embedded own = model.own(crop);
    Optional<ScoreNormalization> ofOwn = how.map(one -> one.with(scores.cohort(own)));
    for (Map.Entry<String, Embedded> entry : model.byCrop().get(crop).entrySet()) {
      Embedded other = entry.getValue();
      if (other == own) {
        continue;
      }
      Optional<ScoreNormalization> ofOther = how.map(one -> one.with(scores.cohort(other)));
      add(
          model,
          work(entry.getKey(), TrialSides.BOTH, label),
          scores.both(other, ofOther),
          reference,
          "");
      add(
          model,
          work(entry.getKey(), TrialSides.MIXED, label),
          scores.mixed(own, other, ofOwn),
          reference,
          ofOwn.isPresent() ? "the cohort has the model's own front end" : "");
    }
  }

  private AccuracyWork work(String frontEnd, TrialSides sides, String score) {
    return new AccuracyWork(frontEnd, sides, crop.ms(), score);
  }

  private static String name(EmbeddedModel model, String score) {
    return model.facts().name() + ", own front end, " + score;
  }

  private void add(
      EmbeddedModel model,
      AccuracyWork work,
      ScoredTrials scored,
      Reference reference,
      String note) {
    Compared.Verdict verdict =
        reference == null
            ? Compared.Verdict.REFERENCE
            : compared.against(reference.scored(), scored);
    Drift drift = drift(model, work);
    rows.add(
        new AccuracyRow(
            run,
            model.facts(),
            model.fileBytes(),
            work,
            new TrialFacts(
                settings.speech().name(),
                trials.targets(),
                trials.nontargets(),
                compared.speakers(),
                settings.trials().size() - trials.size(),
                lengths.meanMs(),
                sha256),
            compared.rates(scored),
            verdict.difference(),
            verdict.verdict(),
            reference == null ? "" : reference.name(),
            drift.cosineMean(),
            drift.cosineMin(),
            drift.relativeL2Max(),
            note(model, work, verdict, note)));
  }

  /** From what the row's reference embeds; none of a model's own front end by itself. */
  private Drift drift(EmbeddedModel model, AccuracyWork work) {
    Embedded made = model.byCrop().get(crop).get(work.frontEnd());
    Embedded from = work.own() ? official.get(model.facts().family()) : model.own(crop);
    return from == null || from == made ? Drift.NONE : Drift.of(from.tested(), made.tested());
  }

  private String note(
      EmbeddedModel model, AccuracyWork work, Compared.Verdict verdict, String more) {
    List<String> notes = new ArrayList<>();
    notes.add(model.facts().synthetic() ? SYNTHETIC : "");
    notes.add(compared.unbounded());
    notes.add(verdict.reason().isEmpty() ? "" : "undecided: " + verdict.reason());
    notes.add(
        lengths.shorter() == 0
            ? ""
            : lengths.shorter() + " of " + clips + " clips are shorter, and whole");
    notes.add(
        unknown == 0 || work.score().equals(AccuracyWork.COSINE)
            ? ""
            : "the speakers of "
                + unknown
                + " of the cohort are not known: none of them may be in the trials");
    notes.add(more);
    notes.removeIf(String::isEmpty);
    return String.join("; ", notes);
  }
}
