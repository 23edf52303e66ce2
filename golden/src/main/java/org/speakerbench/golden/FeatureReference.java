package org.speakerbench.golden;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
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
  private final Features knf;
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
    knf = clip.fbankKnf();
    requireAgreement("fbank_torchaudio", torchaudio);
    requireAgreement("fbank_knf", knf);
    requireNormalised();
    torchaudioErrors = ArrayErrors.between(truth, ArrayErrors.doubles(torchaudio.data()));
    knfErrors = ArrayErrors.between(truth, ArrayErrors.doubles(knf.data()));
  }

  int frames() {
    return torchaudio.frames();
  }

  int bins() {
    return torchaudio.bins();
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

  /** Why features cannot be compared with these; null if they can. */
  String mismatch(Features found) {
    return found.frames() == frames() && found.bins() == bins()
        ? null
        : "found " + found + ", expected [" + frames() + ", " + bins() + "]";
  }

  /** The truth at {@link Stage#FBANK} or {@link Stage#NORMALISED}, [frames, bins]. */
  double[] truth(Stage stage) {
    return at(stage, truth);
  }

  /** What the libraries have there, [frames, bins]; one that has no features is absent. */
  Map<Peer, double[]> libraries(Stage stage) {
    Map<Peer, double[]> libraries = new EnumMap<>(Peer.class);
    libraries.put(Peer.TORCHAUDIO, at(stage, values(torchaudio)));
    libraries.put(Peer.KALDI_NATIVE_FBANK, at(stage, values(knf)));
    return libraries;
  }

  /** Raw values as they are, or minus their mean over the frames. */
  private double[] at(Stage stage, double[] raw) {
    return stage == Stage.NORMALISED ? minusMean(raw, frames(), bins()) : raw;
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
