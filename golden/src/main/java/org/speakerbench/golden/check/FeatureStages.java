package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.FeatureReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.PeerErrors;

/**
 * The stages before the model, for one clip: each takes what the candidate made in the one before.
 */
final class FeatureStages {
  private static final String NO_MODEL = "";

  private final Candidate candidate;
  private final GoldenClip clip;
  private final FeatureReference reference;

  FeatureStages(Candidate candidate, GoldenClip clip) {
    this.candidate = candidate;
    this.clip = clip;
    reference = new FeatureReference(clip);
  }

  /** Four rows: samples, raw features, and two of normalised features if models take those. */
  List<ParityRow> check() {
    List<ParityRow> rows = new ArrayList<>();
    // Each result is compared before the next step sees it, and could change it.
    byte[] wav = clip.wavBytes();
    Attempt<Waveform> samples = Attempt.of(() -> candidate.decode(wav));
    rows.add(samples(samples));
    Attempt<Features> raw = samples.then(decoded -> candidate.fbank(decoded, clip.frontEnd()));
    rows.add(features(ParityStage.FBANK, reference.raw(), raw));
    if (clip.mean() == MeanNormalization.NONE) {
      return rows;
    }
    Attempt<Features> normalised = raw.then(candidate::normalise);
    rows.add(features(ParityStage.NORMALISED, reference.normalised(), normalised));
    rows.add(zeroMean(normalised));
    return rows;
  }

  private ParityRow samples(Attempt<Waveform> attempt) {
    String against = "soundfile";
    if (attempt.failed()) {
      return broken(ParityStage.SAMPLES, against, attempt.problem());
    }
    float[] expected = clip.samples();
    float[] actual = attempt.value().samples();
    if (attempt.value().sampleRateHz() != clip.sampleRateHz() || actual.length != expected.length) {
      return broken(
          ParityStage.SAMPLES,
          against,
          "found " + attempt.value() + ", expected " + new Waveform(expected, clip.sampleRateHz()));
    }
    ArrayErrors errors = ArrayErrors.between(expected, actual);
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      different +=
          Float.floatToRawIntBits(expected[i]) == Float.floatToRawIntBits(actual[i]) ? 0 : 1;
    }
    String note = different + " of " + expected.length + " samples differ";
    List<MeasuredError> measured =
        List.of(
            MeasuredError.atMost(Limits.SAMPLES_MAX_ABS, Metric.MAX_ABS, errors.maxAbs()),
            MeasuredError.reported(Metric.RMS, errors.rms()));
    ParityRow.Worst worst =
        new ParityRow.Worst(errors.worstIndex(), -1, -1, errors.expected(), errors.actual());
    return new ParityRow(
        clip.id(), NO_MODEL, ParityStage.SAMPLES, against, measured, worst, different == 0, note);
  }

  private ParityRow features(
      ParityStage stage, FeatureReference.Expected expected, Attempt<Features> attempt) {
    String against = "float64";
    String problem = problem(attempt);
    if (problem != null) {
      return broken(stage, against, problem);
    }
    PeerErrors peers = expected.errors();
    ArrayErrors errors =
        ArrayErrors.between(expected.truth(), FeatureReference.values(attempt.value()));
    return ParityRow.measured(
        clip.id(),
        NO_MODEL,
        stage,
        against,
        List.of(
            MeasuredError.atMost(reference.maxAbsLimit(), Metric.MAX_ABS, errors.maxAbs())
                .beside(peers),
            MeasuredError.atMost(reference.rmsLimit(), Metric.RMS, errors.rms()).beside(peers)),
        ParityRow.Worst.cell(errors, reference.dim()),
        "");
  }

  private ParityRow zeroMean(Attempt<Features> attempt) {
    String against = "zero mean";
    String problem = problem(attempt);
    if (problem != null) {
      return broken(ParityStage.NORMALISED, against, problem);
    }
    int dim = reference.dim();
    double[] values = FeatureReference.values(attempt.value());
    double[] means = new double[dim];
    for (int i = 0; i < values.length; i++) {
      means[i % dim] += values[i] / reference.frames();
    }
    ArrayErrors errors = ArrayErrors.between(new double[dim], means);
    return ParityRow.measured(
        clip.id(),
        NO_MODEL,
        ParityStage.NORMALISED,
        against,
        List.of(MeasuredError.atMost(reference.zeroMeanLimit(), Metric.MAX_ABS, errors.maxAbs())),
        new ParityRow.Worst(errors.worstIndex(), -1, errors.worstIndex(), 0, errors.actual()),
        "mean over the frames of each bin");
  }

  /** Why features cannot be compared; null if they can. */
  private String problem(Attempt<Features> attempt) {
    if (attempt.failed()) {
      return attempt.problem();
    }
    return reference.mismatch(attempt.value());
  }

  private ParityRow broken(ParityStage stage, String against, String reason) {
    return ParityRow.broken(clip.id(), NO_MODEL, stage, against, reason);
  }
}
