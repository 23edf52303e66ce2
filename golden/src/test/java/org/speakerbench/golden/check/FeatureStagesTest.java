package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.pack.FeatureReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;

/** The rows of one short clip, for candidates that are wrong in one place. */
class FeatureStagesTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final GoldenClip CLIP = PACK.clip("short-560");
  private static final Candidate ENGINE = Candidate.engine();

  private static List<ParityRow> rows(UnaryOperator<Control> change) {
    return rows(CLIP, change);
  }

  private static List<ParityRow> rows(GoldenClip clip, UnaryOperator<Control> change) {
    return new FeatureStages(change.apply(Control.of(ENGINE)), clip).check();
  }

  private static Waveform samples(Waveform clip, int index, float value) {
    float[] samples = clip.samples().clone();
    samples[index] = value;
    return new Waveform(samples, clip.sampleRateHz());
  }

  private static Features cell(Features features, int index, double added) {
    float[] data = features.data().clone();
    data[index] += (float) added;
    return new Features(features.frames(), features.bins(), data);
  }

  @Test
  void fourRowsInTheOrderOfThePipeline() {
    List<ParityRow> rows = rows(c -> c);
    assertThat(rows)
        .extracting(ParityRow::stage)
        .containsExactly(
            ParityStage.SAMPLES, ParityStage.FBANK, ParityStage.NORMALISED, ParityStage.NORMALISED);
    assertThat(rows).allMatch(ParityRow::passed);
    assertThat(rows).extracting(ParityRow::clip).containsOnly("short-560");
    assertThat(rows.get(0).note()).isEqualTo("0 of 560 samples differ");
    assertThat(rows.get(3).reference()).isEqualTo("zero mean");
  }

  @Test
  void aDecoderThatFailsFailsAllStages() {
    List<ParityRow> rows =
        rows(
            c ->
                c.decode(
                    wav -> {
                      throw new SpeakerbenchException("no such codec");
                    }));
    assertThat(rows).noneMatch(ParityRow::passed);
    assertThat(rows.get(0).note()).isEqualTo("no such codec");
    assertThat(rows.subList(1, 4))
        .allMatch(row -> row.note().startsWith("an earlier step failed: "));
  }

  @Test
  void samplesAreComparedBitByBit() {
    float last = CLIP.samples()[559];
    for (int index : new int[] {0, 559}) {
      float other = CLIP.samples()[index] + 0.25f;
      ParityRow row = rows(c -> c.decode(w -> samples(ENGINE.decode(w), index, other))).get(0);
      assertThat(row.passed()).isFalse();
      assertThat(row.note()).isEqualTo("1 of 560 samples differ");
      assertThat(row.worst().index()).isEqualTo(index);
      assertThat(row.worst()).hasToString("[" + index + "]");
      assertThat(row.error(Metric.MAX_ABS).orElseThrow().limit()).isZero();
    }
    assertThat(last).isFinite();
  }

  /** No comparison of values tells it from 0. */
  @Test
  void aNegativeZeroDiffers() {
    GoldenClip silent = PACK.clip("half-silent");
    int zero = 0;
    while (Float.floatToRawIntBits(silent.samples()[zero]) != 0) {
      zero++;
    }
    int index = zero;
    ParityRow row = rows(silent, c -> c.decode(w -> samples(ENGINE.decode(w), index, -0f))).get(0);
    assertThat(row.passed()).isFalse();
    assertThat(row.note()).isEqualTo("1 of 48000 samples differ");
  }

  @Test
  void anotherRateOrLengthIsNotCompared() {
    ParityRow rate =
        rows(c -> c.decode(w -> new Waveform(ENGINE.decode(w).samples(), 8000))).get(0);
    assertThat(rate.note())
        .isEqualTo(
            "found Waveform[560 samples, 8000 Hz], expected Waveform[560 samples, 16000 Hz]");
    ParityRow length =
        rows(c ->
                c.decode(w -> new Waveform(Arrays.copyOf(ENGINE.decode(w).samples(), 561), 16000)))
            .get(0);
    assertThat(length.note())
        .isEqualTo(
            "found Waveform[561 samples, 16000 Hz], expected Waveform[560 samples, 16000 Hz]");
    assertThat(rate.passed() || length.passed()).isFalse();
  }

  @Test
  void featuresOfAnotherShapeAreNotCompared() {
    float[] data = new float[160];
    for (int[] shape : new int[][] {{1, 80}, {2, 79}, {1, 160}}) {
      List<ParityRow> rows = rows(c -> c.fbank((w, f) -> new Features(shape[0], shape[1], data)));
      assertThat(rows.subList(1, 4))
          .noneMatch(ParityRow::passed)
          .allMatch(
              row ->
                  row.note()
                      .equals(
                          "found Features[" + shape[0] + ", " + shape[1] + "], expected [2, 80]"));
    }
  }

  @Test
  void aStepThatFailsIsTheReasonOfItsRow() {
    List<ParityRow> rows =
        rows(
            c ->
                c.normalise(
                    raw -> {
                      throw new SpeakerbenchException("no mean");
                    }));
    assertThat(rows).extracting(ParityRow::passed).containsExactly(true, true, false, false);
    assertThat(rows.subList(2, 4)).extracting(ParityRow::note).containsOnly("no mean");
  }

  @Test
  void eachCellCounts() {
    double limit = new FeatureReference(CLIP).maxAbsLimit();
    for (int index : new int[] {0, 79, 80, 159}) {
      ParityRow row =
          rows(c -> c.fbank((w, f) -> cell(ENGINE.fbank(w, f), index, 2 * limit))).get(1);
      assertThat(row.passed()).isFalse();
      assertThat(row.worst().index()).isEqualTo(index);
      assertThat(row.worst()).hasToString("frame " + index / 80 + " bin " + index % 80);
    }
  }

  /** Half the sum of both frames is the mean: a cell of 0.25 more moves it by 0.125. */
  @Test
  void theMeanOfEachBinIsZero() {
    for (int index : new int[] {0, 79, 80, 159}) {
      ParityRow row = rows(c -> c.normalise(r -> cell(ENGINE.normalise(r), index, -0.25))).get(3);
      assertThat(row.passed()).isFalse();
      MeasuredError mean = row.error(Metric.MAX_ABS).orElseThrow();
      assertThat(mean.value()).isCloseTo(0.125, within(1e-5));
      assertThat(mean.limit()).isEqualTo(Limits.ZERO_MEAN);
      assertThat(row.worst()).hasToString("bin " + index % 80);
      assertThat(row.worst().expected()).isZero();
      assertThat(row.worst().actual()).isCloseTo(-0.125, within(1e-5));
    }
  }

  /** Without the logarithm limits are shares of the largest energy. */
  @Test
  void energiesWithoutTheLogarithmAreComparedByTheirScale() {
    GoldenPack options = GoldenPack.embedded("options");
    GoldenClip clip =
        options.clips().stream()
            .filter(one -> !one.frontEnd().useLog() && !one.frontEnd().useEnergy())
            .findFirst()
            .orElseThrow();
    double unit = Arrays.stream(clip.fbankFloat64()).max().orElseThrow();
    FeatureReference reference = new FeatureReference(clip);
    assertThat(unit).isNotCloseTo(1, within(0.1));
    assertThat(reference.zeroMeanLimit()).isCloseTo(unit * Limits.ZERO_MEAN, within(unit * 1e-12));
    assertThat(reference.maxAbsLimit() / unit).isBetween(2e-6, 1e-4);
    assertThat(reference.rmsLimit() / unit).isBetween(1e-6, 1e-5);
    double beyond = 3 * reference.maxAbsLimit();
    List<ParityRow> rows = rows(clip, c -> c.fbank((w, f) -> cell(ENGINE.fbank(w, f), 7, beyond)));
    assertThat(rows.get(1).passed()).isFalse();
    assertThat(rows.get(1).worst().index()).isEqualTo(7);
    assertThat(rows(clip, c -> c)).allMatch(ParityRow::passed);
  }
}
