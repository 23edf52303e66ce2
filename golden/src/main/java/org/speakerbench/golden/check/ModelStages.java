package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.ModelReference;
import org.speakerbench.golden.pack.PeerErrors;

/** The stages of one model. */
final class ModelStages {
  private final Candidate candidate;
  private final EmbeddingModel model;
  private final ModelReference reference;
  private final EndToEndStages endToEnd;

  ModelStages(Candidate candidate, EmbeddingModel model, ModelReference reference) {
    this.candidate = candidate;
    this.model = model;
    this.reference = reference;
    endToEnd = new EndToEndStages(reference);
  }

  /** Two rows: the model alone on stored features, and the whole path. */
  List<ParityRow> check(GoldenClip clip) {
    List<ParityRow> rows = new ArrayList<>();
    Attempt<float[]> alone =
        Attempt.of(() -> candidate.embed(model, clip.fbankNormalised().orElseThrow()));
    ModelReference.Row expected = reference.row(clip.id());
    rows.add(
        compare(
            clip.id(),
            reference.model(),
            ParityStage.INFERENCE,
            reference.source(),
            expected.embedding(),
            alone,
            expected.inferenceLimit(),
            Limits.INFERENCE_MIN_COSINE,
            expected.inferencePeers()));
    byte[] wav = clip.wavBytes();
    FrontEnd frontEnd = new FrontEnd(clip.frontEnd(), clip.mean());
    Attempt<float[]> whole = Attempt.of(() -> candidate.endToEnd(model, wav, frontEnd));
    rows.add(endToEnd.check(clip, whole));
    return rows;
  }

  /** A row for one embedding; a limit of NaN leaves its error without a limit. */
  static ParityRow compare(
      String clip,
      String model,
      ParityStage stage,
      String source,
      float[] expected,
      Attempt<float[]> attempt,
      double relativeL2Limit,
      double cosineLimit,
      PeerErrors peers) {
    String problem = attempt.problem();
    if (problem == null && attempt.value().length != expected.length) {
      problem =
          "found an embedding of "
              + attempt.value().length
              + " values, expected "
              + expected.length;
    }
    if (problem != null) {
      return ParityRow.broken(clip, model, stage, source, problem);
    }
    ArrayErrors errors = ArrayErrors.between(expected, attempt.value());
    return ParityRow.measured(
        clip,
        model,
        stage,
        source,
        List.of(
            MeasuredError.reported(Metric.MAX_ABS, errors.maxAbs()).beside(peers),
            MeasuredError.atMost(relativeL2Limit, Metric.RELATIVE_L2, errors.relativeL2())
                .beside(peers),
            (Double.isNaN(cosineLimit)
                    ? MeasuredError.reported(Metric.COSINE, errors.cosine())
                    : MeasuredError.atLeast(cosineLimit, Metric.COSINE, errors.cosine()))
                .beside(peers)),
        new ParityRow.Worst(errors.worstIndex(), -1, -1, errors.expected(), errors.actual()),
        "");
  }

  /** See {@link EndToEndStages#distinctVoices}. */
  List<ParityRow> distinctVoices() {
    return endToEnd.distinctVoices();
  }
}
