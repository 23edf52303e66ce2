package org.speakerbench.bench.matrix;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Who wrote a file, as far as it tells: {@code pytorch 2.15.0 opset 18}. Exporters say one operator
 * in several ways, which decides what releases compute right.
 */
final class Exporter {
  private Exporter() {}

  static String of(OnnxModel model) {
    List<String> words = new ArrayList<>();
    words.add(model.producer().isEmpty() ? "unknown" : model.producer());
    words.add("opset " + model.opset());
    if (model.opsets().keySet().stream().anyMatch(domain -> domain.startsWith("com.microsoft"))) {
      words.add("with operators of ONNX Runtime");
    }
    if (isQuantised(model)) {
      words.add("int8");
    } else if (isFloat16(model)) {
      words.add("float16");
    }
    return String.join(" ", words);
  }

  /** Whether weights are in eight bits. */
  static boolean isQuantised(OnnxModel model) {
    return model.graph().nodes().stream()
        .map(Node::operator)
        .anyMatch(
            operator ->
                operator.equals("DequantizeLinear")
                    || operator.equals("MatMulInteger")
                    || operator.equals("ConvInteger"));
  }

  /** Whether weights are in float16. */
  static boolean isFloat16(OnnxModel model) {
    return model.allTensors().stream()
        .anyMatch(
            tensor ->
                tensor.shape().size() >= 2
                    && tensor.type().filter(ElementType.FLOAT16::equals).isPresent());
  }
}
