package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtLoggingLevel;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

class OnnxRuntimeTest {

  @Test
  void aLevelOfTheLogThatIsNoneIsNamed() {
    assertThat(OnnxRuntime.logLevel("fatal")).isEqualTo(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    assertThatThrownBy(() -> OnnxRuntime.logLevel("loud"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(OnnxRuntime.LOG_PROPERTY, "found loud", "expected verbose");
  }
}
