package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.ModelReference;

/** The rows of a model for candidates that answer without one. */
class ModelStagesTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final ModelReference REFERENCE = PACK.reference("campplus");

  /** Two clips of one voice, one of another, and a signal. */
  private static final List<String> CLIPS =
      List.of("flite-awb", "flite-awb-2", "flite-slt", "espeak-de", "noise");

  /** Answers with what a function makes of the clip's id and stored embedding. */
  private static Control answers(
      BiFunction<String, float[], float[]> alone, BiFunction<String, float[], float[]> whole) {
    Map<Integer, String> byFeatures = new HashMap<>();
    Map<Integer, String> byWav = new HashMap<>();
    for (String id : CLIPS) {
      GoldenClip clip = PACK.clip(id);
      byFeatures.put(Arrays.hashCode(clip.fbankNormalised().orElseThrow().data()), id);
      byWav.put(Arrays.hashCode(clip.wavBytes()), id);
    }
    return Control.of(Candidate.engine())
        .embed(
            (m, features) -> {
              String id = byFeatures.get(Arrays.hashCode(features.data()));
              return alone.apply(id, REFERENCE.row(id).embedding());
            })
        .endToEnd(
            (m, wav) -> {
              String id = byWav.get(Arrays.hashCode(wav));
              return whole.apply(id, REFERENCE.row(id).embedding());
            });
  }

  private static List<ParityRow> rows(
      List<String> clips,
      BiFunction<String, float[], float[]> alone,
      BiFunction<String, float[], float[]> whole) {
    ModelStages stages = new ModelStages(answers(alone, whole), null, REFERENCE);
    List<ParityRow> rows =
        new java.util.ArrayList<>(
            clips.stream().flatMap(id -> stages.check(PACK.clip(id)).stream()).toList());
    rows.addAll(stages.distinctVoices());
    return rows;
  }

  private static float[] stored(String clip, float[] embedding) {
    return embedding;
  }

  private static float[] times(float[] embedding, double factor) {
    float[] scaled = embedding.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= (float) factor;
    }
    return scaled;
  }

  private static List<ParityRow> at(List<ParityRow> rows, ParityStage stage) {
    return rows.stream().filter(row -> row.stage() == stage).toList();
  }

  @Test
  void whatIsStoredPassesEverywhere() {
    List<ParityRow> rows = rows(CLIPS, ModelStagesTest::stored, ModelStagesTest::stored);
    assertThat(rows).allMatch(ParityRow::passed);
    assertThat(at(rows, ParityStage.INFERENCE)).extracting(ParityRow::clip).isEqualTo(CLIPS);
    assertThat(at(rows, ParityStage.END_TO_END)).extracting(ParityRow::clip).isEqualTo(CLIPS);
    assertThat(at(rows, ParityStage.DISTINCT))
        .extracting(ParityRow::clip)
        .containsExactlyElementsOf(CLIPS.subList(0, 4)); // noise is no voice
    assertThat(rows).extracting(ParityRow::model).containsOnly("campplus");
  }

  @Test
  void theModelAloneAndTheWholePathHaveLimitsOfTheirOwn() {
    ModelReference.Row row = REFERENCE.row("flite-awb");
    double between = (row.inferenceLimit() + row.endToEndLimit()) / 2;
    List<ParityRow> rows =
        rows(
            List.of("flite-awb"),
            (clip, e) -> times(e, 1 + between),
            (clip, e) -> times(e, 1 + between));
    assertThat(rows).extracting(ParityRow::passed).containsExactly(false, true);
    assertThat(rows.get(0).error(Metric.RELATIVE_L2).orElseThrow().limit())
        .isEqualTo(row.inferenceLimit());
    assertThat(rows.get(1).error(Metric.RELATIVE_L2).orElseThrow().limit())
        .isEqualTo(row.endToEndLimit());
    assertThat(rows.get(0).error(Metric.COSINE).orElseThrow().limit())
        .isEqualTo(Limits.INFERENCE_MIN_COSINE);
    assertThat(rows.get(1).error(Metric.COSINE).orElseThrow().limited()).isFalse();
  }

  @Test
  void theWorstValueIsNamed() {
    BiFunction<String, float[], float[]> touched =
        (clip, e) -> {
          float[] changed = e.clone();
          changed[511] += 1;
          return changed;
        };
    for (ParityRow row : rows(List.of("flite-awb"), touched, touched)) {
      assertThat(row.passed()).isFalse();
      assertThat(row.worst()).hasToString("[511]");
    }
  }

  @Test
  void anEmbeddingOfAnotherLengthIsNotCompared() {
    List<ParityRow> rows =
        rows(
            List.of("flite-awb", "flite-slt"),
            (clip, e) -> Arrays.copyOf(e, 511),
            (clip, e) -> clip.equals("flite-awb") ? Arrays.copyOf(e, 513) : e);
    assertThat(at(rows, ParityStage.INFERENCE))
        .extracting(ParityRow::note)
        .containsOnly("found an embedding of 511 values, expected 512");
    assertThat(at(rows, ParityStage.END_TO_END))
        .extracting(ParityRow::passed)
        .containsExactly(false, true);
    assertThat(at(rows, ParityStage.DISTINCT))
        .noneMatch(ParityRow::passed)
        .extracting(ParityRow::note)
        .containsOnly("there are no two embeddings of the same length to compare");
  }

  @Test
  void aModelThatFailsIsTheReason() {
    BiFunction<String, float[], float[]> fails =
        (clip, e) -> {
          if (clip.equals("flite-slt")) {
            throw new SpeakerbenchException("out of memory");
          }
          return e;
        };
    List<ParityRow> rows = rows(List.of("flite-awb", "flite-slt"), fails, fails);
    assertThat(at(rows, ParityStage.INFERENCE))
        .extracting(ParityRow::passed)
        .containsExactly(true, false);
    assertThat(at(rows, ParityStage.INFERENCE).get(1).note()).isEqualTo("out of memory");
    assertThat(at(rows, ParityStage.END_TO_END).get(1).note()).isEqualTo("out of memory");
    assertThat(at(rows, ParityStage.DISTINCT)).hasSize(2).noneMatch(ParityRow::passed);
  }

  @Test
  void theNearestOtherVoiceIsCompared() {
    List<ParityRow> rows = rows(CLIPS, ModelStagesTest::stored, ModelStagesTest::stored);
    for (ParityRow row : at(rows, ParityStage.DISTINCT)) {
      float[] own = REFERENCE.row(row.clip()).embedding();
      String voice = PACK.clip(row.clip()).voice().orElseThrow();
      double nearest =
          CLIPS.subList(0, 4).stream()
              .filter(other -> !PACK.clip(other).voice().orElseThrow().equals(voice))
              .map(other -> REFERENCE.row(other).embedding())
              .mapToDouble(
                  other ->
                      Math.min(
                          ArrayErrors.between(own, other).relativeL2(),
                          ArrayErrors.between(other, own).relativeL2()))
              .min()
              .orElseThrow();
      MeasuredError distance = row.error(Metric.RELATIVE_L2).orElseThrow();
      assertThat(distance.value()).isCloseTo(nearest, within(1e-12));
      assertThat(row.reference()).startsWith("voice of ").doesNotContain(row.clip());
      assertThat(distance.limit()).isBetween(20 * 0.99e-3, 20 * 2e-3);
    }
  }

  @Test
  void aConstantIsNoVoice() {
    float[] constant = REFERENCE.row("flite-awb").embedding();
    List<ParityRow> rows = rows(CLIPS, ModelStagesTest::stored, (clip, e) -> constant);
    assertThat(at(rows, ParityStage.DISTINCT)).hasSize(4).noneMatch(ParityRow::passed);
    // The voice itself may be the same in both of its clips.
    assertThat(
            at(
                rows(
                    List.of("flite-awb", "flite-awb-2"),
                    ModelStagesTest::stored,
                    ModelStagesTest::stored),
                ParityStage.DISTINCT))
        .isEmpty();
  }

  /** A voice that differs by its size only is 1.5 times its limit off, or less. */
  @Test
  void theDistanceIsRelativeToTheLongerOfTheTwo() {
    float[] own = REFERENCE.row("flite-awb").embedding();
    List<ParityRow> rows =
        rows(
            List.of("flite-awb", "flite-slt"),
            ModelStagesTest::stored,
            (clip, e) -> clip.equals("flite-awb") ? own : times(own, 4));
    for (ParityRow row : at(rows, ParityStage.DISTINCT)) {
      assertThat(row.error(Metric.RELATIVE_L2).orElseThrow().value()).isCloseTo(0.75, within(1e-6));
    }
  }
}
