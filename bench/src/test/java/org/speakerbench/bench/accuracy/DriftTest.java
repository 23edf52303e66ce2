package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftTest {
  @Test
  void theWorstClipIsTold() {
    Map<String, float[]> from =
        Map.of("a", new float[] {1, 0}, "b", new float[] {0, 2}, "c", new float[] {1, 1});
    Map<String, float[]> to = Map.of("a", new float[] {1, 0}, "b", new float[] {2, 2});

    Drift drift = Drift.of(from, to);

    double b = 1 / Math.sqrt(2);
    assertThat(drift.cosineMin()).isCloseTo(b, within(1e-6));
    assertThat(drift.cosineMean()).isCloseTo((1 + b) / 2, within(1e-6));
    assertThat(drift.relativeL2Max()).isCloseTo(1, within(1e-12));
    assertThat(Drift.of(from, Map.of())).isEqualTo(Drift.NONE);
  }
}
