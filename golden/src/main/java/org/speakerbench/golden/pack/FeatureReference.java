package org.speakerbench.golden.pack;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * The stored features of a clip and the limits that follow from them.
 *
 * <p>Limits grow with the errors of the two libraries, so a damaged truth would let anything pass.
 * Therefore the references must agree with each other first; a pack where they do not is refused.
 */
public final class FeatureReference {

  /**
   * What features must be.
   *
   * @param truth in float64, [frames, dim], row-major; not copied
   * @param libraries what the libraries have, [frames, dim]; one that has no features is absent
   */
  public record Expected(double[] truth, Map<Peer, double[]> libraries) {

    /** How far the libraries are from the truth. */
    public PeerErrors errors() {
      return PeerErrors.between(truth, libraries);
    }
  }

  private final GoldenClip clip;
  private final FbankOptions options;
  private final double[] truth;
  private final FeatureAgreement agreement;

  /** 1 for log-mel; the largest mel energy without the logarithm: float32 rounds relative to it. */
  private final double unit;

  /** Raw features of the libraries that compute the clip's options. */
  private final Map<Peer, Features> libraries = new EnumMap<>(Peer.class);

  private final PeerErrors errors;

  /**
   * Reads the features of a clip.
   *
   * @throws SpeakerbenchException if a file is not what the manifest says, or they do not agree
   */
  public FeatureReference(GoldenClip clip) {
    this.clip = clip;
    options = clip.frontEnd();
    truth = clip.fbankFloat64();
    agreement = new FeatureAgreement(options, truth);
    unit = options.useLog() ? 1 : agreement.loudest();
    clip.fbankTorchaudio().ifPresent(features -> libraries.put(Peer.TORCHAUDIO, features));
    clip.fbankKnf().ifPresent(features -> libraries.put(Peer.KALDI_NATIVE_FBANK, features));
    libraries.forEach(this::requireAgreement);
    clip.fbankNormalised().ifPresent(this::requireNormalised);
    errors = raw().errors();
    errors.errors().forEach(this::requireNoOutlier);
  }

  /** Number of frames. */
  public int frames() {
    return clip.frames();
  }

  /** Values in a frame. */
  public int dim() {
    return options.dim();
  }

  /** Largest error of raw features that passes, see {@link Limits#fbankMaxAbs}. */
  public double maxAbsLimit() {
    return Limits.fbankMaxAbs(maxAbsBase(), errors.by(Metric.MAX_ABS));
  }

  private double maxAbsBase() {
    return options.useLog() ? Limits.FBANK_MAX_BASE : unit * Limits.FBANK_LINEAR_BASE;
  }

  /** Largest error of the library that has the smaller one. */
  double betterLibrary() {
    return Arrays.stream(errors.by(Metric.MAX_ABS)).min().orElseThrow();
  }

  /** Largest RMS error of raw features that passes, see {@link Limits#fbankRms}. */
  public double rmsLimit() {
    return Limits.fbankRms(unit * Limits.FBANK_RMS_BASE, errors.by(Metric.RMS));
  }

  /** Largest mean of a normalised bin that passes, see {@link Limits#ZERO_MEAN}. */
  public double zeroMeanLimit() {
    return unit * Limits.ZERO_MEAN;
  }

  /** Errors of raw features, which must have {@link #frames} and {@link #dim}. */
  ArrayErrors errors(Features raw) {
    return ArrayErrors.between(truth, values(raw));
  }

  /** The values as doubles, [frames, dim]; without what the buffer holds beyond them. */
  public static double[] values(Features features) {
    return ArrayErrors.doubles(Arrays.copyOf(features.data(), features.frames() * features.bins()));
  }

  /** Why features cannot be compared with these; null if they can. */
  public String mismatch(Features found) {
    return found.frames() == frames() && found.bins() == dim()
        ? null
        : "found " + found + ", expected [" + frames() + ", " + dim() + "]";
  }

  /** Raw features. */
  public Expected raw() {
    return expected(values -> values);
  }

  /** Features as the pack's models take them: minus their mean over the frames, or as they are. */
  public Expected normalised() {
    return switch (clip.mean()) {
      case CLIP -> expected(values -> minusMean(values, frames(), dim()));
      case NONE -> raw();
    };
  }

  private Expected expected(UnaryOperator<double[]> step) {
    Map<Peer, double[]> found = new EnumMap<>(Peer.class);
    libraries.forEach((peer, raw) -> found.put(peer, step.apply(values(raw))));
    return new Expected(step.apply(truth), found);
  }

  private void requireAgreement(Peer peer, Features library) {
    for (int frame = 0; frame < library.frames(); frame++) {
      double[] allowed = agreement.allowed(frame);
      for (int bin = 0; bin < dim(); bin++) {
        double expected = truth[frame * dim() + bin];
        require(
            peer.label(), "float64", frame, bin, library.at(frame, bin), expected, allowed[bin]);
      }
    }
  }

  /**
   * Refuses a largest error that raises the limit while no other cell comes near it, unless the
   * other library finds the cell difficult too. Where that one is off by the same amount, it is the
   * truth that is damaged.
   */
  private void requireNoOutlier(Peer peer, ArrayErrors found) {
    double limit = found.outlierLimit(maxAbsBase());
    if (!(found.maxAbs() > limit)) {
      return;
    }
    int at = found.worstIndex();
    double near = found.maxAbs() / Limits.AGREEMENT_OUTLIER;
    double other =
        libraries.entrySet().stream()
            .filter(library -> library.getKey() != peer)
            .mapToDouble(library -> library.getValue().data()[at])
            .findFirst()
            .orElse(found.expected());
    String cells = ", as near as all other cells are";
    if (Math.abs(other - found.expected()) <= near) {
      double value = found.actual();
      double expected = found.expected();
      require(peer.label(), "float64" + cells, at / dim(), at % dim(), value, expected, limit);
    } else if (Math.abs(other - found.actual()) <= near) {
      double value = found.expected();
      double expected = found.actual();
      require("float64", "both libraries" + cells, at / dim(), at % dim(), value, expected, limit);
    }
  }

  private void requireNormalised(Features stored) {
    double[] expected = normalised().libraries().get(Peer.TORCHAUDIO);
    for (int i = 0; i < expected.length; i++) {
      require(
          "fbank_normalised",
          "fbank_torchaudio"
              + switch (clip.mean()) {
                case CLIP -> " minus its mean";
                case NONE -> ", of which no mean is subtracted";
              },
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
