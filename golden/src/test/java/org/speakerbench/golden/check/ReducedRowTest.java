package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.Metric;

/** What a reduced precision costs is measured; only another clip's embedding fails. */
class ReducedRowTest {
  private static ParityRow row(ParityStage stage, double cosine) {
    return ParityRow.measured(
        "clip",
        "m (openvino bf16)",
        stage,
        "pytorch",
        List.of(
            MeasuredError.atMost(1e-4, Metric.RELATIVE_L2, 0.2),
            MeasuredError.atLeast(0.999999, Metric.COSINE, cosine)),
        null,
        "");
  }

  @Test
  void thereIsNoLimitOfParity() {
    ParityRow row = row(ParityStage.INFERENCE, 0.98);
    assertThat(row.passed()).isFalse();
    assertThat(row.reduced().passed()).isTrue();
    assertThat(row.reduced().error(Metric.RELATIVE_L2).orElseThrow().limited()).isFalse();
    assertThat(row.reduced().error(Metric.RELATIVE_L2).orElseThrow().value()).isEqualTo(0.2);
    assertThat(row.reduced().tightest().orElseThrow().limit()).isEqualTo(Limits.REDUCED_MIN_COSINE);
  }

  @Test
  void anotherClipsEmbeddingFails() {
    assertThat(row(ParityStage.END_TO_END, 0.89).reduced().passed()).isFalse();
  }

  @Test
  void voicesMustBeApartAndBrokenChecksFail() {
    assertThat(row(ParityStage.DISTINCT, 0.98).reduced())
        .isEqualTo(row(ParityStage.DISTINCT, 0.98));
    assertThat(
            ParityRow.broken("c", "m", ParityStage.INFERENCE, "pytorch", "no answer")
                .reduced()
                .passed())
        .isFalse();
  }
}
