package org.speakerbench.engine.graph.inspect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.graph.inspect.Finding.Topic;

/** In which types a model holds its weights and computes. */
public final class Precision {
  private static final Map<ElementType, String> LABELS =
      new EnumMap<>(
          Map.of(
              ElementType.FLOAT, "fp32",
              ElementType.FLOAT16, "fp16",
              ElementType.BFLOAT16, "bf16",
              ElementType.DOUBLE, "fp64",
              ElementType.INT8, "int8",
              ElementType.UINT8, "uint8"));

  /** A type that has less than this part of the elements is that of constants. */
  private static final double SMALL_PART = 0.01;

  private final Map<ElementType, Long> elements = new EnumMap<>(ElementType.class);
  private final boolean dequantizes;

  private Precision(OnnxModel model) {
    dequantizes = model.allNodes().stream().anyMatch(n -> n.operator().equals("DequantizeLinear"));
    for (Tensor tensor : model.allTensors()) {
      tensor
          .type()
          .filter(type -> LABELS.containsKey(type) && !tensor.shape().isEmpty())
          .ifPresent(type -> elements.merge(type, tensor.elements(), Long::sum));
    }
  }

  /** Of a model. */
  public static Precision of(OnnxModel model) {
    return new Precision(model);
  }

  /** For example {@code fp32} or {@code mixed (fp32, fp16)}; empty without weights. */
  public String label() {
    long all = elements.values().stream().mapToLong(Long::longValue).sum();
    List<String> labels =
        elements.entrySet().stream()
            .filter(entry -> entry.getValue() >= all * SMALL_PART && entry.getValue() > 0)
            .map(entry -> LABELS.get(entry.getKey()))
            .toList();
    if (dequantizes && labels.stream().anyMatch(label -> label.endsWith("int8"))) {
      return labels.contains("fp32") && elements.get(ElementType.FLOAT) > all / 2
          ? "mixed (fp32, int8 QDQ)"
          : "int8 QDQ";
    }
    return labels.size() < 2
        ? String.join("", labels)
        : labels.stream().collect(Collectors.joining(", ", "mixed (", ")"));
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Optional.ofNullable(elements.get(ElementType.BFLOAT16))
        .filter(count -> count > 0)
        .ifPresent(
            count ->
                findings.add(
                    new Finding(
                        Topic.PRECISION,
                        count
                            + " weights are bfloat16, for which ONNX Runtime's CPU provider has"
                            + " almost no operators: export the model in float32 (model.float())")));
    return findings;
  }
}
