package org.speakerbench.bench.format;

import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.engine.score.Rate;

/**
 * One row of {@code accuracy.csv}: a model, a front end, a length of clips and a kind of score.
 *
 * @param run what all rows of a run share
 * @param fileBytes of the model's file and its external weights; empty if not known
 * @param rates with 95% intervals over speakers
 * @param difference of the equal error rates, this less the reference's; of a reference {@link
 *     Estimate#NONE}
 * @param reference which row it is compared with, in words; empty of a reference
 * @param cosineMean of the embeddings with those of the model's own front end, or of a plugin, a
 *     tuned graph or a form with those of the model itself; NaN of that itself
 * @param cosineMin the least of them
 * @param relativeL2Max the largest relative L2 of the same; NaN if it was not measured
 * @param note what else to know; may be empty
 */
public record AccuracyRow(
    RunFacts run,
    ModelFacts model,
    OptionalLong fileBytes,
    AccuracyWork work,
    TrialFacts trials,
    Map<Rate, Estimate> rates,
    Estimate difference,
    AccuracyVerdict verdict,
    String reference,
    double cosineMean,
    double cosineMin,
    double relativeL2Max,
    String note) {

  public AccuracyRow {
    rates = Map.copyOf(rates);
  }

  /** A rate of this row. */
  public Estimate of(Rate rate) {
    return rates.getOrDefault(rate, Estimate.NONE);
  }

  /** The equal error rate, 0 to 1. */
  public Estimate eer() {
    return of(Rate.EER);
  }
}
