package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtLoggingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;

class OnnxRuntimeTest {

  /** All that were run and found wrong: {@code golden/python/sweep_versions.py}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.21.0", "1.21.1", "1.22.1", "1.23.2", "1.24.4", "1.25.1", "1.26.0", "1.27.0", "1.28.0"
      })
  void versionsThatPoolWronglyAreKnown(String version) {
    assertThat(OnnxRuntime.poolsWrongly(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.1", "1.16.1", "1.20.1", "1.29.0", "1.30.0", "1.32.0", "2.21.0", "11.21.0"})
  void othersAreNot(String version) {
    assertThat(OnnxRuntime.poolsWrongly(version)).isFalse();
  }

  @Test
  void oursIsNot() {
    assertThat(OnnxRuntime.poolsWrongly(OnnxRuntime.version())).isFalse();
  }

  @Test
  void aLevelOfTheLogThatIsNoneIsNamed() {
    assertThat(OnnxRuntime.logLevel("fatal")).isEqualTo(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    assertThatThrownBy(() -> OnnxRuntime.logLevel("loud"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(OnnxRuntime.LOG_PROPERTY, "found loud", "expected verbose");
  }
}
