package org.speakerbench.bench.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;

/** Models and front ends on the same trials. */
public final class Evaluation {
  private final EvaluationSettings settings;
  private final Clips clips;

  /** Is told what goes on. */
  public interface Listener {
    /** So many clips are done of some setting. */
    void embedded(String what, int done, int all);

    /** Something to know. */
    void note(String text);
  }

  /**
   * What came of it.
   *
   * @param rows in the order of crops, models, front ends and scores
   * @param failed clips that could not be embedded, with the reason; their trials are not scored
   * @param leftOut models and front ends without rows, as they embed too few clips, with the reason
   */
  public record Result(
      List<AccuracyRow> rows, SortedMap<String, String> failed, List<String> leftOut) {}

  /**
   * Checks, before the long work, that clips are there, crops fit and a cohort can be used.
   *
   * @throws SpeakerbenchException if a clip is missing, no clip is as long as a crop, speakers
   *     contradict the trials, or the cohort is none to normalise with
   */
  public Evaluation(EvaluationSettings settings) {
    this.settings = settings;
    clips = Clips.find(settings.speech(), settings.trials(), settings.normalization());
    if (clips.lengthsMs().isEmpty()) {
      throw new SpeakerbenchException(
          "speech "
              + settings.speech().name()
              + ": found no clip of the trials that is a WAV file, expected all to be");
    }
    settings.crops().forEach(crop -> crop.of(clips.lengthsMs().values()));
    settings.speech().speakers().ifPresent(known -> Compared.units(known, settings.trials()));
  }

  /** Audio as long as each crop, ms; for whole clips, as their mean. */
  public List<Integer> audioMs() {
    return settings.crops().stream()
        .map(
            crop ->
                crop.whole()
                    ? (int) Math.round(crop.of(clips.lengthsMs().values()).meanMs())
                    : crop.ms())
        .distinct()
        .toList();
  }

  /** A form embeds what its model does. */
  private static void requireForm(ModelRef ref, List<EmbeddedModel> models) {
    EmbeddedModel form = models.get(models.size() - 1);
    models.stream()
        .filter(model -> model.facts().name().equals(form.facts().formOf()))
        .forEach(
            model -> ref.requireForm(form.facts().embeddingDim(), model.facts().embeddingDim()));
  }

  /**
   * Embeds and scores.
   *
   * @param words for messages of the library
   * @throws SpeakerbenchException if a model cannot be used, or no trials are left
   */
  public Result run(
      RunFacts run, Listener listener, Function<SpeakerbenchException, String> words) {
    Failures failures = new Failures();
    Embedding embedding = new Embedding(settings, clips, failures, listener, words);
    List<EmbeddedModel> models = new ArrayList<>();
    for (ModelRef ref : settings.models()) {
      models.add(embedding.of(ref));
      requireForm(ref, models);
    }
    List<AccuracyRow> rows = new ArrayList<>();
    for (Crop crop : settings.crops()) {
      List<EmbeddedModel> able = models.stream().filter(model -> model.has(crop)).toList();
      if (!able.isEmpty()) {
        rows.addAll(new CropRows(settings, run, crop, clips, failures.of(crop)).of(able));
      }
    }
    if (rows.isEmpty()) {
      throw new SpeakerbenchException(
          "found no model that embeds clips of target and nontarget trials, expected one; "
              + failures.leftOut().get(0));
    }
    return new Result(List.copyOf(rows), failures.all(), failures.leftOut());
  }
}
