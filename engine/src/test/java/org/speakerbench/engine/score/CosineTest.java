package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineTest {

  @Test
  void knownAngles() {
    assertThat(Cosine.similarity(new float[] {1, 0}, new float[] {0, 3})).isZero();
    assertThat(Cosine.similarity(new float[] {1, 2}, new float[] {-2, -4}))
        .isCloseTo(-1, within(1e-15));
    assertThat(Cosine.similarity(new float[] {1, 0}, new float[] {1, 1}))
        .isCloseTo(Math.sqrt(0.5), within(1e-15));
  }

  @Test
  void scaleDoesNotMatterEvenWhenSquaresLeaveFloat() {
    assertThat(Cosine.similarity(new float[] {1e30f, 1e30f}, new float[] {1e-30f, 1e-30f}))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void whatHasNoAngleIsRefused() {
    assertThatThrownBy(() -> Cosine.similarity(new float[2], new float[3]))
        .hasMessageContaining("2 and 3");
    assertThatThrownBy(() -> Cosine.similarity(new float[2], new float[] {1, 1}))
        .hasMessage("the first embedding: found 2 zeros, expected a vector that has a direction");
    assertThatThrownBy(() -> Cosine.similarity(new float[] {1, 1}, new float[] {1, Float.NaN}))
        .hasMessage("the second embedding: found NaN at 1, expected finite numbers");
    assertThatThrownBy(
            () -> Cosine.similarity(new float[] {Float.POSITIVE_INFINITY}, new float[] {1}))
        .hasMessageContaining("the first embedding: found Infinity at 0");
  }
}
