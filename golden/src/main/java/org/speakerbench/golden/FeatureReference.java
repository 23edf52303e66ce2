package org.speakerbench.golden;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.fbank.Features;

/**
 * The stored features of a clip and the limits that follow from them.
 *
 * <p>Limits grow with the errors of the two libraries, so a damaged truth would let anything pass.
 * Therefore the references must agree with each other first; a pack where they do not is refused.
 */
final class FeatureReference {
  private final GoldenClip clip;
  private final FbankOptions options;
  private final double[] truth;

  /** 1 for log-mel; the largest value without the logarithm: float32 rounds relative to it. */
  private final double unit;

  private final Optional<ArrayErrors> torchaudio;
  private final Optional<ArrayErrors> knf;

  /**
   * Reads the features of a clip.
   *
   * @throws SpeakerbenchException if a file is not what the manifest says, or they do not agree
   */
  FeatureReference(GoldenClip clip) {
    this.clip = clip;
    options = clip.frontEnd();
    truth = clip.fbankFloat64();
    unit = options.useLog() ? 1 : Arrays.stream(truth).map(Math::abs).max().orElseThrow();
    Optional<Features> fromTorchaudio = clip.fbankTorchaudio();
    Optional<Features> fromKnf = clip.fbankKnf();
    fromTorchaudio.ifPresent(features -> requireAgreement("fbank_torchaudio", features));
    fromKnf.ifPresent(features -> requireAgreement("fbank_knf", features));
    clip.fbankNormalised()
        .ifPresent(stored -> requireNormalised(stored, fromTorchaudio.orElseThrow()));
    torchaudio = fromTorchaudio.map(this::errors);
    knf = fromKnf.map(this::errors);
    torchaudio.ifPresent(errors -> requireNoOutlier("fbank_torchaudio", errors, fromKnf));
    knf.ifPresent(errors -> requireNoOutlier("fbank_knf", errors, fromTorchaudio));
  }

  int frames() {
    return clip.frames();
  }

  int dim() {
    return options.dim();
  }

  /** Raw features in float64, [frames, dim]. */
  double[] truth() {
    return truth;
  }

  /** The truth minus its mean over the frames, [frames, dim]. */
  double[] normalisedTruth() {
    return minusMean(truth, frames(), dim());
  }

  double maxAbsLimit() {
    return Limits.fbankMaxAbs(maxAbsBase(), libraries(ArrayErrors::maxAbs));
  }

  private double maxAbsBase() {
    return options.useLog() ? Limits.FBANK_MAX_BASE : unit * Limits.FBANK_LINEAR_BASE;
  }

  double rmsLimit() {
    return Limits.fbankRms(unit * Limits.FBANK_RMS_BASE, libraries(ArrayErrors::rms));
  }

  double zeroMeanLimit() {
    return unit * Limits.ZERO_MEAN;
  }

  private double[] libraries(ToDoubleFunction<ArrayErrors> error) {
    return Stream.of(torchaudio, knf).flatMap(Optional::stream).mapToDouble(error).toArray();
  }

  /** Errors of raw features, which must have {@link #frames} and {@link #dim}. */
  ArrayErrors errors(Features raw) {
    return ArrayErrors.between(truth, values(raw));
  }

  /** The values as doubles, [frames, dim]; without what the buffer holds beyond them. */
  static double[] values(Features features) {
    return ArrayErrors.doubles(Arrays.copyOf(features.data(), features.frames() * features.bins()));
  }

  /** What the libraries reach, in one line. */
  String describe() {
    return "torchaudio " + describe(torchaudio) + "; kaldi-native-fbank " + describe(knf);
  }

  private static String describe(Optional<ArrayErrors> errors) {
    return errors
        .map(e -> "max " + Metric.MAX_ABS.format(e.maxAbs()) + " rms " + Metric.RMS.format(e.rms()))
        .orElse("does not compute these options");
  }

  private void requireAgreement(String name, Features library) {
    int dim = dim();
    for (int frame = 0; frame < library.frames(); frame++) {
      double loudest = Double.NEGATIVE_INFINITY;
      for (int bin = 0; bin < dim; bin++) {
        loudest = Math.max(loudest, truth[frame * dim + bin]);
      }
      for (int bin = 0; bin < dim; bin++) {
        double expected = truth[frame * dim + bin];
        require(
            name,
            "fbank_float64",
            frame,
            bin,
            library.at(frame, bin),
            expected,
            options.useLog()
                ? Limits.agreement(loudest - expected, options.usePower())
                : Limits.agreementLinear(unit));
      }
    }
  }

  /**
   * Refuses a largest error that raises the limit while no other cell comes near it, unless the
   * other library finds the cell difficult too. Where that one is off by the same amount, it is the
   * truth that is damaged.
   */
  private void requireNoOutlier(String name, ArrayErrors errors, Optional<Features> other) {
    double limit = errors.outlierLimit(maxAbsBase());
    if (!(errors.maxAbs() > limit)) {
      return;
    }
    int at = errors.worstIndex();
    double near = errors.maxAbs() / Limits.AGREEMENT_OUTLIER;
    double theirs = other.map(features -> (double) features.data()[at]).orElse(errors.expected());
    if (Math.abs(theirs - errors.expected()) <= near) {
      String from = "fbank_float64, as near as all other cells are";
      require(name, from, at / dim(), at % dim(), errors.actual(), errors.expected(), limit);
    } else if (Math.abs(theirs - errors.actual()) <= near) {
      String from = "both libraries, as near as all other cells are";
      double found = errors.expected();
      require("fbank_float64", from, at / dim(), at % dim(), found, errors.actual(), limit);
    }
  }

  private void requireNormalised(Features stored, Features torchaudio) {
    double[] expected = minusMean(values(torchaudio), frames(), dim());
    for (int i = 0; i < expected.length; i++) {
      require(
          "fbank_normalised",
          "fbank_torchaudio minus its mean",
          i / dim(),
          i % dim(),
          stored.data()[i],
          expected[i],
          unit * Limits.AGREEMENT_NORMALISED);
    }
  }

  private void require(
      String name, String other, int frame, int bin, double found, double expected, double limit) {
    if (!(Math.abs(found - expected) <= limit)) {
      throw new SpeakerbenchException(
          "golden clip "
              + clip.id()
              + ": the references do not agree: "
              + name
              + " is "
              + found
              + " at frame "
              + frame
              + " bin "
              + bin
              + ", expected "
              + expected
              + " +- "
              + Metric.MAX_ABS.format(limit)
              + " from "
              + other);
    }
  }

  private static double[] minusMean(double[] values, int frames, int dim) {
    double[] out = new double[values.length];
    for (int bin = 0; bin < dim; bin++) {
      double sum = 0;
      for (int frame = 0; frame < frames; frame++) {
        sum += values[frame * dim + bin];
      }
      for (int frame = 0; frame < frames; frame++) {
        out[frame * dim + bin] = values[frame * dim + bin] - sum / frames;
      }
    }
    return out;
  }
}
