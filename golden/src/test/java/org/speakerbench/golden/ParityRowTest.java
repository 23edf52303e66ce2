package org.speakerbench.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityRowTest {
  private static final ParityRow.Worst PLACE = new ParityRow.Worst(963, 12, 3, 1, 2);

  private static ParityRow row(
      String clip, String model, Stage stage, ParityRow.Worst worst, Measurement... measurements) {
    return ParityRow.measured(clip, model, stage, "truth", List.of(measurements), worst, "");
  }

  private static Measurement max(double share) {
    return Measurement.atMost(2, Metric.MAX_ABS, 2 * share);
  }

  private static Measurement rms(double share) {
    return Measurement.atMost(4, Metric.RMS, 4 * share);
  }

  @Test
  void aRowThatPassesIsDescribedByItsTightestError() {
    ParityRow row = row("a", "", Stage.FBANK, null, max(0.5), rms(0.75));
    assertThat(row.describe()).isEqualTo("a: RMS error 3.00 <= 4.00");
    assertThat(row.severity()).isEqualTo(0.75);
  }

  /** The first of all passes, and the last is further beyond its limit. */
  @Test
  void aRowThatFailsIsDescribedByTheFirstErrorBeyondItsLimit() {
    Measurement cosine = Measurement.atLeast(0.75, Metric.COSINE, 0.5);
    ParityRow row = row("a", "m", Stage.INFERENCE, PLACE, max(0.5), rms(1.25), cosine);
    assertThat(row.describe()).isEqualTo("m, a: RMS error 5.00 > 4.00 at frame 12 bin 3");
    assertThat(row.severity()).isEqualTo(2);
    assertThat(row.tightest()).contains(cosine);
  }

  @Test
  void aRowWithoutLimitsIsInfinitelyBad() {
    ParityRow broken = ParityRow.broken("a", "m", Stage.INFERENCE, "pytorch", "no result");
    assertThat(broken.severity()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(broken.describe()).isEqualTo("m, a: no result");
    ParityRow reported = row("a", "", Stage.FBANK, null, Measurement.reported(Metric.RMS, 1));
    assertThat(reported.severity()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aFailureIsExplainedOnce() {
    ParityRow broken = ParityRow.broken("a", "m", Stage.INFERENCE, "pytorch", "no result");
    assertThat(broken.explain()).isEqualTo("INFERENCE m, a: no result (against pytorch)");
    ParityRow noted =
        ParityRow.measured(
            "a", "", Stage.FBANK, "float64", List.of(max(2)), PLACE, "an old front end");
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

  /** To a writer that keeps what it is given until it is flushed. */
  @Test
  void printsAtOnce() {
    ParityReport report =
        new ParityReport(
            "mini",
            new Provenance("python", Map.of(), "Linux", "avx2"),
            List.of("a"),
            List.of(),
            List.of(row("a", "", Stage.FBANK, null, max(0.5))));
    ParityReports reports = new ParityReports(List.of(report));
    StringWriter summary = new StringWriter();
    reports.printSummary(new PrintWriter(new BufferedWriter(summary)));
    assertThat(summary.toString()).isEqualTo(ParityTable.summary(reports));
    StringWriter full = new StringWriter();
    reports.print(new PrintWriter(new BufferedWriter(full)));
    assertThat(full.toString()).isEqualTo(ParityTable.full(reports)).isNotEqualTo("");
  }

  @Test
  void peersAreColumnsWithoutDashes() {
    assertThat(Peer.KALDI_NATIVE_FBANK.column()).isEqualTo("kaldi_native_fbank");
    assertThat(Peer.TORCHAUDIO.column()).isEqualTo("torchaudio");
  }

  @Test
  void theFirstFailureIsThatOfTheClipAndTheModel() {
    ParityRow other = row("b", "", Stage.SAMPLES, null, max(2));
    ParityRow inference = row("a", "m", Stage.INFERENCE, null, max(2));
    ParityRow otherModel = row("a", "n", Stage.NORMALISED, null, max(2));
    ParityRow frontEnd = row("c", "", Stage.FBANK, null, max(2));
    ParityRow afterIt = row("c", "m", Stage.INFERENCE, null, max(2));
    ParityRow fine = row("d", "", Stage.FBANK, null, max(0.5));
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
