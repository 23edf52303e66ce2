package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Embeddings of the whole path by clip, for the comparison of voices. */
  private final Map<GoldenClip, Attempt<float[]>> embeddings = new LinkedHashMap<>();

  ModelStages(Candidate candidate, EmbeddingModel model, ModelReference reference) {
    this.candidate = candidate;
    this.model = model;
    this.reference = reference;
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
    embeddings.put(clip, whole);
    rows.add(
        compare(
            clip.id(),
            reference.model(),
            ParityStage.END_TO_END,
            reference.source(),
            expected.embedding(),
            whole,
            expected.endToEndLimit(),
            Double.NaN,
            expected.endToEndPeers()));
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

  /**
   * A row for each clip of speech: the clip of another voice that is nearest, as a multiple of the
   * limits. Call it after all clips were checked. No rows if there are no two voices.
   */
  List<ParityRow> distinctVoices() {
    List<GoldenClip> speech =
        embeddings.keySet().stream().filter(clip -> clip.group().equals("speech")).toList();
    List<ParityRow> rows = new ArrayList<>();
    for (GoldenClip clip : speech) {
      speech.stream()
          .filter(other -> !voice(other).equals(voice(clip)))
          .map(other -> distance(clip, other))
          .reduce((a, b) -> b.severity() > a.severity() ? b : a)
          .ifPresent(rows::add);
    }
    return rows;
  }

  /** A clip without a voice counts as a voice of its own, as in the exporter. */
  private static String voice(GoldenClip clip) {
    return clip.voice().orElse("clip " + clip.id());
  }

  private ParityRow distance(GoldenClip clip, GoldenClip other) {
    Attempt<float[]> a = embeddings.get(clip);
    Attempt<float[]> b = embeddings.get(other);
    String name = "voice of " + other.id();
    if (a.failed() || b.failed() || a.value().length != b.value().length) {
      return ParityRow.broken(
          clip.id(),
          reference.model(),
          ParityStage.DISTINCT,
          name,
          "there are no two embeddings of the same length to compare");
    }
    // Relative to the larger norm: the smaller of the two relative distances.
    ArrayErrors onto = ArrayErrors.between(a.value(), b.value());
    ArrayErrors from = ArrayErrors.between(b.value(), a.value());
    double limit =
        Math.max(
            reference.row(clip.id()).endToEndLimit(), reference.row(other.id()).endToEndLimit());
    return ParityRow.measured(
        clip.id(),
        reference.model(),
        ParityStage.DISTINCT,
        name,
        List.of(
            MeasuredError.atLeast(
                Limits.DISTINCT_FACTOR * limit,
                Metric.RELATIVE_L2,
                Math.min(onto.relativeL2(), from.relativeL2())),
            MeasuredError.reported(Metric.COSINE, onto.cosine())),
        null,
        "the nearest other voice; limit_relative_l2 is the least distance that passes");
  }
}
