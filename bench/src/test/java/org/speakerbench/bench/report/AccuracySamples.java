package org.speakerbench.bench.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Estimate;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.TrialFacts;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.engine.score.Rate;

/** Made-up error rates of the models of {@link PageSamples}. */
final class AccuracySamples {
  private static final double NONE = Double.NaN;
  private static final RunFacts RUN =
      new RunFacts("one-20260102T030405Z-evaluate", "2026-01-02T03:04:05Z", "one", "CPU", "0ab");

  private AccuracySamples() {}

  /** A run whose models can be told, with error rates of them. */
  static ReportData joined(String label) {
    return told(PageSamples.whole(label)).withAccuracy(rows());
  }

  /** A run whose models have an identity. */
  static ReportData told(ReportData run) {
    List<SummaryRow> told = run.summary().stream().map(AccuracySamples::told).toList();
    return new ReportData(run.environment(), told, run.measurements());
  }

  /** A model that is no zoo's, of a run that was {@link #told}. */
  static ModelFacts file(String name) {
    return new ModelFacts(
        name, false, "aa11", OptionalLong.of(7_200_000), 512, "fp32", "identity of " + name);
  }

  private static SummaryRow told(SummaryRow row) {
    return row.model() == null
        ? row
        : new SummaryRow(
            row.run(),
            row.work(),
            row.clock(),
            told(row.model()),
            row.macs(),
            row.forks(),
            row.ms(),
            row.outliers(),
            row.rtf(),
            row.intervalKind(),
            row.memory(),
            row.cosine(),
            Double.NaN,
            row.verdict(),
            row.validity(),
            row.note());
  }

  private static ModelFacts told(ModelFacts model) {
    return new ModelFacts(
        model.name(),
        model.synthetic(),
        model.sha256(),
        model.parameters(),
        model.embeddingDim(),
        model.precision(),
        "identity of " + model.name());
  }

  /**
   * Two models whole, of which the second is INVALID, and at 10 s; one mistake; one not timed; one
   * alone on other speech.
   */
  static List<AccuracyRow> rows() {
    return List.of(
        row("campplus", AccuracyWork.OWN, TrialSides.BOTH, 0, new Estimate(0.02, 0.01, 0.04)),
        row("campplus", "no-mean", TrialSides.MIXED, 0, new Estimate(0.25, 0.125, 0.5)),
        row("eres2net-large", AccuracyWork.OWN, TrialSides.BOTH, 0, new Estimate(0.03, 0, 0.08)),
        row("campplus", AccuracyWork.OWN, TrialSides.BOTH, 10_000, new Estimate(0.01, 0, 0.02)),
        row("never-timed", AccuracyWork.OWN, TrialSides.BOTH, 0, new Estimate(0, NONE, NONE)),
        row("eres2net-large", AccuracyWork.OWN, TrialSides.BOTH, 10_000, new Estimate(0.03, 0, 1)),
        row(
            "other",
            "campplus",
            AccuracyWork.OWN,
            TrialSides.BOTH,
            0,
            new Estimate(0.02, 0.01, 0.04)));
  }

  static AccuracyRow row(
      String model, String frontEnd, TrialSides sides, int cropMs, Estimate eer) {
    return row("speech", model, frontEnd, sides, cropMs, eer);
  }

  private static AccuracyRow row(
      String speech, String model, String frontEnd, TrialSides sides, int cropMs, Estimate eer) {
    boolean own = frontEnd.equals(AccuracyWork.OWN);
    Map<Rate, Estimate> rates = new EnumMap<>(Rate.class);
    for (Rate rate : Rate.values()) {
      rates.put(rate, eer);
    }
    return new AccuracyRow(
        RUN,
        new ModelFacts(
            model, true, "aa11", OptionalLong.of(7_200_000), 512, "fp32", "identity of " + model),
        OptionalLong.of(28_000_000),
        new AccuracyWork(frontEnd, sides, cropMs, AccuracyWork.COSINE),
        new TrialFacts(speech, 225, 1000, eer.bounded() ? 5 : 0, 0, 3400, "dd44"),
        rates,
        own ? Estimate.NONE : new Estimate(0.23, 0.1, 0.4),
        own ? AccuracyVerdict.REFERENCE : AccuracyVerdict.WORSE,
        own ? "" : model + ", own front end, cosine",
        own ? NONE : 0.5,
        own ? NONE : 0.25,
        Double.NaN,
        "synthetic weights: error rates say nothing about speakers");
  }
}
