package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rules of the limits, in numbers. */
class LimitsTest {

  @Test
  void rawFeaturesMayBeTwiceTheWorseLibraryOff() {
    assertThat(Limits.fbankMaxAbs(1e-4, 3e-3, 5e-3)).isEqualTo(1e-2);
    assertThat(Limits.fbankMaxAbs(1e-4, 5e-3, 3e-3)).isEqualTo(1e-2);
    assertThat(Limits.fbankMaxAbs(1e-4, 1e-5, 2e-5)).isEqualTo(2e-4);
    assertThat(Limits.fbankMaxAbs(1e-4)).isEqualTo(2e-4);
  }

  @Test
  void theirRmsMayBeHalfAsMuchAgainAsTheBetterLibrarys() {
    assertThat(Limits.fbankRms(1e-6, 2, 4)).isEqualTo(3);
    assertThat(Limits.fbankRms(1e-6, 16, 8)).isEqualTo(12);
    assertThat(Limits.fbankRms(1e-6, 1e-9)).isEqualTo(1e-6);
  }

  @Test
  void embeddingsMayBeAMultipleOfTheReferenceOff() {
    assertThat(Limits.inference(1e-5)).isEqualTo(3e-4);
    assertThat(Limits.inference(0.5)).isEqualTo(1.5);
    assertThat(Limits.endToEnd(1e-5)).isEqualTo(1e-3);
    assertThat(Limits.endToEnd(2e-2)).isEqualTo(4e-2);
    assertThat(Limits.endToEnd(0.2)).isEqualTo(0.1);
  }

  @Test
  void errorsPassUpToTheirLimits() {
    assertThat(new FbankError(2, 2, 1, 1).passes()).isTrue();
    assertThat(new FbankError(2.1, 2, 1, 1).passes()).isFalse();
    assertThat(new FbankError(2, 2, 1.1, 1).passes()).isFalse();
    assertThat(new EmbeddingError(2, 1, 2).passes()).isTrue();
    assertThat(new EmbeddingError(2.1, 1, 2).passes()).isFalse();
  }

  @Test
  void valuesPrintWithThreeDigitsAndACosineWithNine() {
    assertThat(Metric.COSINE.format(0.9999991234)).isEqualTo("0.999999123");
    assertThat(Metric.MAX_ABS.format(0.00123456)).isEqualTo("0.00123");
    assertThat(Metric.RMS.format(0)).isEqualTo("0");
    assertThat(Metric.RMS.format(Double.NaN)).isEqualTo("NaN");
    assertThat(Metric.COSINE.format(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
  }
}
