package org.speakerbench.golden;

import java.util.Arrays;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;

/**
 * The three stored features of a clip and the limits that follow from them.
 *
 * <p>Limits grow with the errors of the two libraries, so a damaged truth would let anything pass.
 * Therefore the references must agree with each other first; a pack where they do not is refused.
 */
final class FeatureReference {
  private final GoldenClip clip;
  private final double[] truth;
  private final Features torchaudio;
  private final ArrayErrors torchaudioErrors;
  private final ArrayErrors knfErrors;

  /**
   * Reads the features of a clip.
   *
   * @throws SpeakerbenchException if a file is not what the manifest says, or they do not agree
   */
  FeatureReference(GoldenClip clip) {
    this.clip = clip;
    truth = clip.fbankFloat64();
    torchaudio = clip.fbankTorchaudio();
    Features knf = clip.fbankKnf();
    requireAgreement("fbank_torchaudio", torchaudio);
    requireAgreement("fbank_knf", knf);
    requireNormalised();
    torchaudioErrors = ArrayErrors.between(truth, ArrayErrors.doubles(torchaudio.data()));
    knfErrors = ArrayErrors.between(truth, ArrayErrors.doubles(knf.data()));
    requireNoOutlier("fbank_torchaudio", torchaudioErrors, knf);
    requireNoOutlier("fbank_knf", knfErrors, torchaudio);
  }

  int frames() {
    return torchaudio.frames();
  }

  int bins() {
    return torchaudio.bins();
  }

  /** Raw log-mel in float64, [frames, bins]. */
  double[] truth() {
    return truth;
  }

  /** The truth minus its mean over the frames, [frames, bins]. */
  double[] normalisedTruth() {
    return minusMean(truth, frames(), bins());
  }

  double maxAbsLimit() {
    return Limits.fbankMaxAbs(torchaudioErrors.maxAbs(), knfErrors.maxAbs());
  }

  double rmsLimit() {
    return Limits.fbankRms(torchaudioErrors.rms(), knfErrors.rms());
  }

  /** Errors of raw features, which must have {@link #frames} and {@link #bins}. */
  ArrayErrors errors(Features raw) {
    return ArrayErrors.between(truth, values(raw));
  }

  /** The values as doubles, [frames, bins]; without what the buffer holds beyond them. */
  static double[] values(Features features) {
    return ArrayErrors.doubles(Arrays.copyOf(features.data(), features.frames() * features.bins()));
  }

  /** What the libraries reach, in one line. */
  String describe() {
    return "torchaudio max "
        + Metric.MAX_ABS.format(torchaudioErrors.maxAbs())
        + " rms "
        + Metric.RMS.format(torchaudioErrors.rms())
        + "; kaldi-native-fbank max "
        + Metric.MAX_ABS.format(knfErrors.maxAbs())
        + " rms "
        + Metric.RMS.format(knfErrors.rms());
  }

  private void requireAgreement(String name, Features library) {
    int bins = library.bins();
    for (int frame = 0; frame < library.frames(); frame++) {
      double loudest = Double.NEGATIVE_INFINITY;
      for (int bin = 0; bin < bins; bin++) {
        loudest = Math.max(loudest, truth[frame * bins + bin]);
      }
      for (int bin = 0; bin < bins; bin++) {
        double expected = truth[frame * bins + bin];
        require(
            name,
            "fbank_float64",
            frame,
            bin,
            library.at(frame, bin),
            expected,
            Limits.agreement(loudest - expected));
      }
    }
  }

  /**
   * Refuses the largest error where it raises the limit and no other cell comes near it, unless the
   * other library finds the cell difficult too. Where that one is as far off by the same amount, it
   * is the truth that is damaged.
   */
  private void requireNoOutlier(String name, ArrayErrors errors, Features other) {
    if (errors.maxAbs() <= Limits.FBANK_MAX_BASE || !errors.hasOutlier()) {
      return;
    }
    int at = errors.worstIndex();
    double same = errors.maxAbs() / Limits.AGREEMENT_OUTLIER;
    double limit = Limits.AGREEMENT_OUTLIER * errors.othersMaxAbs();
    if (Math.abs(other.data()[at] - errors.expected()) <= same) {
      String from = "fbank_float64, as all other cells are that near";
      require(name, from, at / bins(), at % bins(), errors.actual(), errors.expected(), limit);
    } else if (Math.abs(other.data()[at] - errors.actual()) <= same) {
      String from = "both libraries, as all other cells are that near";
      double found = errors.expected();
      require("fbank_float64", from, at / bins(), at % bins(), found, errors.actual(), limit);
    }
  }

  private void requireNormalised() {
    Features stored = clip.fbankNormalised();
    double[] expected = minusMean(ArrayErrors.doubles(torchaudio.data()), frames(), bins());
    for (int i = 0; i < expected.length; i++) {
      require(
          "fbank_normalised",
          "fbank_torchaudio minus its mean",
          i / bins(),
          i % bins(),
          stored.data()[i],
          expected[i],
          Limits.AGREEMENT_NORMALISED);
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

  private static double[] minusMean(double[] values, int frames, int bins) {
    double[] out = new double[values.length];
    for (int bin = 0; bin < bins; bin++) {
      double sum = 0;
      for (int frame = 0; frame < frames; frame++) {
        sum += values[frame * bins + bin];
      }
      for (int frame = 0; frame < frames; frame++) {
        out[frame * bins + bin] = values[frame * bins + bin] - sum / frames;
      }
    }
    return out;
  }
}
