package org.speakerbench.engine.graph.inspect;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;

/**
 * How many parameters a model has: elements of its tensors of floating point that have a dimension,
 * and of the integers that a DequantizeLinear turns into such; each tensor once. Not counted are
 * running means and variances of batch normalisation, scales of quantisation, and single numbers.
 * Batch normalisation that the exporter folded into a convolution counts as that one's bias: half
 * of what PyTorch counts.
 */
public final class Parameters {
  private static final Set<ElementType> FLOATS =
      Set.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.DOUBLE);

  private static final int RUNNING_MEAN = 3;
  private static final int RUNNING_VARIANCE = 4;

  private Parameters() {}

  /** Counts those of a model. */
  public static long count(OnnxModel model) {
    Set<String> quantized = new HashSet<>();
    Set<String> other = new HashSet<>();
    for (Node node : model.allNodes()) {
      switch (node.operator()) {
        case "BatchNormalization" ->
            other.addAll(List.of(node.input(RUNNING_MEAN), node.input(RUNNING_VARIANCE)));
        case "DequantizeLinear" -> {
          quantized.add(node.input(0));
          other.add(node.input(1));
        }
        case "QuantizeLinear" -> other.add(node.input(1));
        default -> {}
      }
    }
    other.removeAll(quantized);
    return model.allTensors().stream()
        .filter(tensor -> isWeight(tensor, quantized) && !other.contains(tensor.name()))
        .mapToLong(Tensor::elements)
        .sum();
  }

  private static boolean isWeight(Tensor tensor, Set<String> quantized) {
    Optional<ElementType> type = tensor.type();
    return type.isPresent()
        && !tensor.shape().isEmpty()
        && (FLOATS.contains(type.get()) || quantized.contains(tensor.name()));
  }
}
