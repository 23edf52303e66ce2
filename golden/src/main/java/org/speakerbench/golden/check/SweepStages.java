package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.golden.pack.EmbeddingTable;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.PeerErrors;
import org.speakerbench.golden.pack.SweepReference;

/** One model at many frame counts, one clip at a time and in batches. */
final class SweepStages {
  private final Candidate candidate;
  private final EmbeddingModel model;
  private final SweepReference reference;
  private final IntPredicate frameCounts;

  SweepStages(
      Candidate candidate,
      EmbeddingModel model,
      SweepReference reference,
      IntPredicate frameCounts) {
    this.candidate = candidate;
    this.model = model;
    this.reference = reference;
    this.frameCounts = frameCounts;
  }

  /** A row for each clip alone, and for each clip in a batch of two and of all of its length. */
  List<ParityRow> check() {
    Features whole = reference.clip().fbankNormalised().orElseThrow();
    List<ParityRow> rows = new ArrayList<>();
    for (SweepReference.Case one : reference.cases()) {
      if (!frameCounts.test(one.frames())) {
        continue;
      }
      List<Features> clips = reference.features(whole, one);
      List<Attempt<float[]>> alone = new ArrayList<>();
      for (int b = 0; b < one.batch(); b++) {
        Features features = clips.get(b);
        alone.add(Attempt.of(() -> candidate.embed(model, features)));
        rows.add(single(one, b, alone.get(b)));
      }
      if (one.batch() > 2) {
        rows.addAll(batch(one, clips.subList(0, 2), alone));
      }
      if (one.batch() > 1) {
        rows.addAll(batch(one, clips, alone));
      }
    }
    return rows;
  }

  private ParityRow single(SweepReference.Case one, int b, Attempt<float[]> attempt) {
    EmbeddingTable table = reference.table();
    int row = one.firstRow() + b;
    return ModelStages.compare(
        one.names().get(b),
        table.model(),
        ParityStage.SWEEP,
        table.source(),
        table.expected(row),
        attempt,
        table.limit(row),
        Limits.INFERENCE_MIN_COSINE,
        table.peers(row));
  }

  private List<ParityRow> batch(
      SweepReference.Case one, List<Features> clips, List<Attempt<float[]>> alone) {
    Attempt<float[][]> together = Attempt.of(() -> candidate.embedBatch(model, clips));
    List<ParityRow> rows = new ArrayList<>();
    for (int b = 0; b < clips.size(); b++) {
      int at = b;
      String against = "alone, in a batch of " + clips.size();
      String clip = one.names().get(b);
      rows.add(
          alone.get(b).failed()
              ? ParityRow.broken(
                  clip,
                  reference.table().model(),
                  ParityStage.BATCH,
                  against,
                  alone.get(b).problem())
              : ModelStages.compare(
                  clip,
                  reference.table().model(),
                  ParityStage.BATCH,
                  against,
                  alone.get(b).value(),
                  together.then(embeddings -> embeddings[at]),
                  Limits.BATCH,
                  Double.NaN,
                  PeerErrors.NONE));
    }
    return rows;
  }
}
