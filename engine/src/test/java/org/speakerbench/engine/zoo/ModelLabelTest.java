package org.speakerbench.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.onnx.GraphForm;

class ModelLabelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "campplus|campplus|OFFICIAL|cpu",
        "campplus (tuned)|campplus|TUNED|cpu",
        "campplus (openvino bf16)|campplus|OFFICIAL|openvino bf16",
        "campplus (tuned, openvino f32)|campplus|TUNED|openvino f32",
        "a (b) c (tuned)|a (b) c|TUNED|cpu",
        "a (x, y)|a (x, y)|OFFICIAL|cpu",
      })
  void aLabelReadsBack(String text, String model, GraphForm graph, String provider) {
    ModelLabel label = ModelLabel.parse(text);
    assertThat(label).isEqualTo(new ModelLabel(model, graph, provider)).hasToString(text);
    assertThat(label.withModel("other").model()).isEqualTo("other");
  }
}
