package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.PackCopy;
import org.speakerbench.golden.pack.Peer;
import org.speakerbench.golden.pack.SweepReference;

/** A sweep whose stored table is that of 18 clips, for candidates that look rows up in it. */
class SweepStagesTest {
  private static final int OFFSET = 64;

  /** Frames and batch: 18 rows. */
  private static final int[][] CASES = {{3, 1}, {100, 2}, {298, 5}, {300, 3}, {400, 7}};

  @TempDir Path folder;
  private static SweepReference reference;
  private static final Map<Integer, Integer> ROWS = new HashMap<>();

  @BeforeEach
  void open() throws Exception {
    PackCopy copy = new PackCopy(folder);
    copy.addSweep(OFFSET, CASES);
    GoldenPack pack = copy.save();
    reference = pack.sweep("campplus").orElseThrow();
    Features whole = pack.clip("flite-slt-10s").fbankNormalised().orElseThrow();
    int row = 0;
    for (int[] one : CASES) {
      for (int b = 0; b < one[1]; b++) {
        int from = b * OFFSET * 80;
        float[] cut = Arrays.copyOfRange(whole.data(), from, from + one[0] * 80);
        ROWS.put(Arrays.hashCode(cut), row++);
      }
    }
    assertThat(ROWS).hasSize(18);
  }

  private static float[] stored(Features features) {
    return reference.table().expected(ROWS.get(Arrays.hashCode(features.data())));
  }

  private static float[] off(float[] embedding, double share) {
    float[] changed = embedding.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] *= (float) (1 + share);
    }
    return changed;
  }

  private static List<ParityRow> rows(Control.ModelStep<Features> alone, Control.BatchStep batch) {
    Control control = Control.of(Candidate.engine()).embed(alone).embedBatch(batch);
    return new SweepStages(control, null, reference, frames -> true).check();
  }

  private static float[][] each(List<Features> batch) {
    return batch.stream().map(SweepStagesTest::stored).toArray(float[][]::new);
  }

  @Test
  void everyRowAloneAndInBatchesOfTwoAndOfAll() {
    List<ParityRow> rows = rows((m, f) -> stored(f), (m, batch) -> each(batch));
    assertThat(rows).allMatch(ParityRow::passed);
    assertThat(rows.stream().filter(row -> row.stage() == ParityStage.SWEEP)).hasSize(18);
    assertThat(rows.stream().filter(row -> row.stage() == ParityStage.BATCH))
        .hasSize(2 + (2 + 5) + (2 + 3) + (2 + 7));
    assertThat(rows)
        .extracting(ParityRow::stage, ParityRow::clip, ParityRow::reference)
        .startsWith(
            tuple(ParityStage.SWEEP, "flite-slt-10s[0:3]", "pytorch"),
            tuple(ParityStage.SWEEP, "flite-slt-10s[0:100]", "pytorch"),
            tuple(ParityStage.SWEEP, "flite-slt-10s[64:164]", "pytorch"),
            tuple(ParityStage.BATCH, "flite-slt-10s[0:100]", "alone, in a batch of 2"),
            tuple(ParityStage.BATCH, "flite-slt-10s[64:164]", "alone, in a batch of 2"),
            tuple(ParityStage.SWEEP, "flite-slt-10s[0:298]", "pytorch"))
        .endsWith(tuple(ParityStage.BATCH, "flite-slt-10s[384:784]", "alone, in a batch of 7"));
    assertThat(rows).extracting(ParityRow::model).containsOnly("campplus");
  }

  @Test
  void aRowAloneHasTheLimitsOfTheModel() {
    List<ParityRow> rows = rows((m, f) -> off(stored(f), 3.5e-4), (m, batch) -> each(batch));
    ParityRow first = rows.get(0);
    assertThat(first.passed()).isFalse();
    assertThat(first.error(Metric.RELATIVE_L2).orElseThrow().limit())
        .isEqualTo(reference.table().limit(0))
        .isEqualTo(Limits.INFERENCE_BASE);
    assertThat(first.error(Metric.COSINE).orElseThrow().limit())
        .isEqualTo(Limits.INFERENCE_MIN_COSINE);
    assertThat(first.error(Metric.COSINE).orElseThrow().peers()).containsOnlyKeys(Peer.ONNXRUNTIME);
  }

  /** Twice the bound of batches, and less than a row alone may be off. */
  @Test
  void aBatchGivesWhatItsRowsGiveAlone() {
    List<ParityRow> rows =
        rows(
            (m, f) -> stored(f),
            (m, batch) -> {
              float[][] embeddings = each(batch);
              embeddings[1] = off(embeddings[1], 2e-4);
              return embeddings;
            });
    assertThat(rows.stream().filter(row -> !row.passed()))
        .hasSize(1 + 2 + 2 + 2)
        .allMatch(row -> row.stage() == ParityStage.BATCH && row.clip().contains("[64:"));
    MeasuredError error = rows.get(4).error(Metric.RELATIVE_L2).orElseThrow();
    assertThat(error.limit()).isEqualTo(5e-5);
    assertThat(rows.get(4).error(Metric.COSINE).orElseThrow().limited()).isFalse();
  }

  @Test
  void aSwapInABatchIsRejected() {
    List<ParityRow> rows =
        rows(
            (m, f) -> stored(f),
            (m, batch) -> {
              float[][] embeddings = each(batch);
              float[] first = embeddings[0];
              embeddings[0] = embeddings[1];
              embeddings[1] = first;
              return embeddings;
            });
    assertThat(rows.stream().filter(row -> !row.passed())).hasSize(2 * 7);
  }

  @Test
  void aRowThatFailsAloneHasNothingToCompareABatchWith() {
    List<ParityRow> rows =
        rows(
            (m, f) -> {
              throw new SpeakerbenchException("too short");
            },
            (m, batch) -> each(batch));
    assertThat(rows).hasSize(18 + 23).noneMatch(ParityRow::passed);
    assertThat(rows).extracting(ParityRow::note).containsOnly("too short");
  }

  @Test
  void aBatchThatFailsFailsItsRows() {
    List<ParityRow> rows =
        rows(
            (m, f) -> stored(f),
            (m, batch) -> {
              throw new SpeakerbenchException("no batches");
            });
    assertThat(rows.stream().filter(row -> row.stage() == ParityStage.BATCH))
        .hasSize(23)
        .allMatch(row -> !row.passed() && row.note().contains("no batches"));
    assertThat(rows.stream().filter(row -> row.stage() == ParityStage.SWEEP))
        .hasSize(18)
        .allMatch(ParityRow::passed);
  }
}
