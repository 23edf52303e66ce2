package org.speakerbench.engine.fbank.internal.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.fbank.config.MelOptions;

class VtlnWarpTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 0.95, 1.05, 1.25})
  void keepsTheEdgesAndDividesBetweenTheBounds(double factor) {
    VtlnWarp warp = VtlnWarp.of(new MelOptions(80, 20, 7800, 100, 7500, factor), 8000);
    for (double hz : new double[] {0, 19, 20, 7800, 7801, 8000}) {
      assertThat(warp.apply(hz)).isCloseTo(hz, within(1e-9));
    }
    double lower = 100 * Math.max(1, factor);
    double upper = 7500 * Math.min(1, factor);
    for (double hz : new double[] {lower, 500, 3000, upper}) {
      assertThat(warp.apply(hz)).isCloseTo(hz / factor, within(1e-9));
    }
    double previous = -1;
    for (double hz = 0; hz <= 8000; hz += 0.5) {
      double warped = warp.apply(hz);
      assertThat(warped).as("%f Hz", hz).isGreaterThan(previous);
      assertThat(warped - previous).as("no jump at %f Hz", hz).isLessThan(5);
      previous = warped;
    }
  }
}
