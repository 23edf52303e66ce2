package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaleAnswersTest {
  private final StaleAnswers answers = new StaleAnswers();

  private static float[][] answer(float value) {
    return new float[][] {{value, 2}};
  }

  @Test
  void anAnswerBelongsToItsOwnFeatures() {
    assertThat(answers.contain(1, answer(1))).isFalse();
    assertThat(answers.contain(2, answer(2))).isFalse();
    assertThat(answers.contain(1, answer(1))).as("the same again").isFalse();
    assertThat(answers.contain(3, answer(2))).as("that of 2").isTrue();
    assertThat(answers.contain(3, answer(1))).as("that of 1").isTrue();
    assertThat(answers.contain(3, answer(3))).isFalse();
  }
}
