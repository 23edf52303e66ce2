package org.speakerbench.bench.accuracy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.score.Trials;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What to evaluate.
 *
 * @param models at least one; the others are compared with the first
 * @param variants front ends besides each model's own
 * @param crops at least one
 * @param normalization besides cosines; empty for those alone
 * @param resample whether clips of other rates are resampled
 * @param reader of the clips: what it takes of several channels
 * @param commands how long a clip that is a command ({@code CMD |}) may take; empty if none is run
 * @param seed of the intervals
 * @param jobs clips that are worked on at a time
 */
public record EvaluationSettings(
    List<ModelRef> models,
    List<FrontEndVariant> variants,
    List<Crop> crops,
    Trials trials,
    SpeechSet speech,
    Optional<Normalization> normalization,
    boolean resample,
    ClipReader reader,
    Optional<Duration> commands,
    long seed,
    int jobs,
    Zoo zoo) {
  public EvaluationSettings {
    models = List.copyOf(models);
    variants = List.copyOf(variants);
    crops = List.copyOf(crops);
  }
}
