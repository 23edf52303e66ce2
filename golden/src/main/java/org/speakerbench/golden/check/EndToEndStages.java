package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.ModelReference;

/** The whole path by one model: the embedding of each clip, then how far apart voices are. */
final class EndToEndStages {
  private final ModelReference reference;

  /** By clip, for the comparison of voices. */
  private final Map<GoldenClip, Attempt<float[]>> embeddings = new LinkedHashMap<>();

  EndToEndStages(ModelReference reference) {
    this.reference = reference;
  }

  ParityRow check(GoldenClip clip, Attempt<float[]> whole) {
    embeddings.put(clip, whole);
    ModelReference.Row expected = reference.row(clip.id());
    return ModelStages.compare(
        clip.id(),
        reference.model(),
        ParityStage.END_TO_END,
        reference.source(),
        expected.embedding(),
        whole,
        expected.endToEndLimit(),
        Double.NaN,
        expected.endToEndPeers());
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
