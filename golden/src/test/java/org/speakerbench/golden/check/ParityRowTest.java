package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Provenance;

class ParityRowTest {
  private static final ParityRow.Worst PLACE = new ParityRow.Worst(963, 12, 3, 1, 2);

  private static ParityRow row(
      String clip,
      String model,
      ParityStage stage,
      ParityRow.Worst worst,
      MeasuredError... measurements) {
    return ParityRow.measured(clip, model, stage, "truth", List.of(measurements), worst, "");
  }

  private static MeasuredError max(double share) {
    return MeasuredError.atMost(2, Metric.MAX_ABS, 2 * share);
  }

  private static MeasuredError rms(double share) {
    return MeasuredError.atMost(4, Metric.RMS, 4 * share);
  }

  @Test
  void aRowThatPassesIsDescribedByItsTightestError() {
    ParityRow row = row("a", "", ParityStage.FBANK, null, max(0.5), rms(0.75));
    assertThat(row.describe()).isEqualTo("a: RMS error 3.00 <= 4.00");
    assertThat(row.severity()).isEqualTo(0.75);
  }

  /** The first of all passes, and the last is further beyond its limit. */
  @Test
  void aRowThatFailsIsDescribedByTheFirstErrorBeyondItsLimit() {
    MeasuredError cosine = MeasuredError.atLeast(0.75, Metric.COSINE, 0.5);
    ParityRow row = row("a", "m", ParityStage.INFERENCE, PLACE, max(0.5), rms(1.25), cosine);
    assertThat(row.describe()).isEqualTo("m, a: RMS error 5.00 > 4.00 at frame 12 bin 3");
    assertThat(row.severity()).isEqualTo(2);
    assertThat(row.tightest()).contains(cosine);
  }

  @Test
  void aRowWithoutLimitsIsInfinitelyBad() {
    ParityRow broken = ParityRow.broken("a", "m", ParityStage.INFERENCE, "pytorch", "no result");
    assertThat(broken.severity()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(broken.describe()).isEqualTo("m, a: no result");
    ParityRow reported =
        row("a", "", ParityStage.FBANK, null, MeasuredError.reported(Metric.RMS, 1));
    assertThat(reported.severity()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aFailureIsExplainedOnce() {
    ParityRow broken = ParityRow.broken("a", "m", ParityStage.INFERENCE, "pytorch", "no result");
    assertThat(broken.explain()).isEqualTo("INFERENCE m, a: no result (against pytorch)");
    assertThat(row("a", "", ParityStage.FBANK, null, max(2)).explain())
        .isEqualTo("FBANK a: max error 4.00 > 2.00 (against truth)");
    ParityRow noted =
        ParityRow.measured(
            "a", "", ParityStage.FBANK, "float64", List.of(max(2)), PLACE, "an old front end");
    assertThat(noted.explain())
        .isEqualTo(
            "FBANK a: max error 4.00 > 2.00 at frame 12 bin 3 (against float64, index 963 expected"
                + " 1.0 found 2.0); an old front end");
  }

  @Test
  void noPackIsNoProof() {
    ParityReports none = new ParityReports(List.of());
    assertThat(none.passed()).isFalse();
    assertThat(none.finalLine()).isEqualTo("parity: FAIL (nothing was checked)");
  }

  @Test
  void theFirstFailureIsThatOfTheClipAndTheModel() {
    ParityRow other = row("b", "", ParityStage.SAMPLES, null, max(2));
    ParityRow inference = row("a", "m", ParityStage.INFERENCE, null, max(2));
    ParityRow otherModel = row("a", "n", ParityStage.NORMALISED, null, max(2));
    ParityRow frontEnd = row("c", "", ParityStage.FBANK, null, max(2));
    ParityRow afterIt = row("c", "m", ParityStage.INFERENCE, null, max(2));
    ParityRow fine = row("d", "", ParityStage.FBANK, null, max(0.5));
    ParityReport report =
        new ParityReport(
            "mini",
            new Provenance("python", Map.of(), "Linux", "avx2"),
            List.of("a", "b", "c", "d"),
            List.of("m", "n"),
            List.of(inference, otherModel, other, afterIt, frontEnd, fine));
    assertThat(report.firstFailure()).contains(other);
    assertThat(report.firstFailure("a")).contains(otherModel);
    assertThat(report.firstFailure("a", "m")).contains(inference);
    assertThat(report.firstFailure("a", "n")).contains(otherModel);
    assertThat(report.firstFailure("b", "m")).contains(other);
    assertThat(report.firstFailure("c", "m")).contains(frontEnd);
    assertThat(report.firstFailure("c", "n")).contains(frontEnd);
    assertThat(report.firstFailure("d")).isEmpty();
    assertThat(report.firstFailure("d", "m")).isEmpty();
  }
}
