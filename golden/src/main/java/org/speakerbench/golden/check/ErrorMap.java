package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.FeatureReference;
import org.speakerbench.golden.pack.GoldenClip;

/**
 * Errors of a clip's features against float64, cell by cell: the candidate's and the libraries'.
 *
 * @param clip id of the clip
 * @param stage one that {@link ParityStage#comparesFeatures}
 * @param frames number of frames
 * @param bins number of values in a frame
 * @param expected the truth, [frames, bins], row-major
 * @param limit largest absolute error that passes
 * @param layers the candidate's first, then those of the libraries that have features
 */
public record ErrorMap(
    String clip,
    ParityStage stage,
    int frames,
    int bins,
    double[] expected,
    double limit,
    List<Layer> layers) {

  /** Name of the candidate's layer. */
  static final String OURS = "ours";

  /**
   * The errors of one implementation.
   *
   * @param name who computed the features
   * @param errors found minus expected, [frames, bins]; null if they cannot be compared
   * @param worst the largest one; null if they cannot be compared
   * @param problem why they cannot be compared; null if they can
   */
  public record Layer(String name, double[] errors, ParityRow.Worst worst, String problem) {}

  public ErrorMap {
    layers = List.copyOf(layers);
  }

  /** Computes a clip's features anew, so that none are kept in memory between. */
  static ErrorMap of(Candidate candidate, GoldenClip clip, ParityStage stage) {
    FeatureReference reference = new FeatureReference(clip);
    byte[] wav = clip.wavBytes();
    Attempt<Features> raw =
        Attempt.of(() -> candidate.decode(wav))
            .then(decoded -> candidate.fbank(decoded, clip.frontEnd()));
    return switch (stage) {
      case FBANK -> of(clip, stage, reference, reference.raw(), raw);
      case NORMALISED ->
          of(
              clip,
              stage,
              reference,
              reference.normalised(),
              raw.then(one -> candidate.forModel(one, clip.mean())));
      case SAMPLES, INFERENCE, SWEEP, BATCH, END_TO_END, DISTINCT ->
          throw new IllegalArgumentException(
              "error map: found stage " + stage + ", expected one of features");
    };
  }

  private static ErrorMap of(
      GoldenClip clip,
      ParityStage stage,
      FeatureReference reference,
      FeatureReference.Expected expected,
      Attempt<Features> features) {
    int bins = reference.dim();
    List<Layer> layers = new ArrayList<>();
    String problem = features.problem();
    if (problem == null) {
      problem = reference.mismatch(features.value());
    }
    layers.add(
        problem == null
            ? layer(OURS, expected.truth(), FeatureReference.values(features.value()), bins)
            : new Layer(OURS, null, null, problem));
    expected
        .libraries()
        .forEach((peer, found) -> layers.add(layer(peer.label(), expected.truth(), found, bins)));
    return new ErrorMap(
        clip.id(),
        stage,
        reference.frames(),
        bins,
        expected.truth(),
        reference.maxAbsLimit(),
        layers);
  }

  private static Layer layer(String name, double[] expected, double[] found, int bins) {
    double[] errors = new double[expected.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = found[i] - expected[i];
    }
    return new Layer(
        name, errors, ParityRow.Worst.cell(ArrayErrors.between(expected, found), bins), null);
  }
}
