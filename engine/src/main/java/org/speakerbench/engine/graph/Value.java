package org.speakerbench.engine.graph;

import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.internal.proto.ShapeProto;
import org.speakerbench.engine.graph.internal.proto.TypeProto;
import org.speakerbench.engine.graph.internal.proto.ValueInfoProto;

/**
 * An input or output of a graph.
 *
 * @param type of its elements; empty if it is no tensor, or of an unknown type
 * @param shape a number for each fixed dimension, a name or {@code ?} for each that varies; null if
 *     the file says nothing of it
 */
public record Value(String name, Optional<ElementType> type, List<String> shape) {

  static Value of(ValueInfoProto info) {
    TypeProto.TensorType tensor = info.getType().getTensorType();
    return new Value(
        info.getName(),
        ElementType.ofNumber(tensor.getElemType()),
        tensor.hasShape()
            ? tensor.getShape().getDimList().stream().map(Value::dimension).toList()
            : null);
  }

  private static String dimension(ShapeProto.Dimension dimension) {
    if (dimension.hasDimValue()) {
      return String.valueOf(dimension.getDimValue());
    }
    return dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam();
  }

  /** Whether a dimension of {@link #shape} is a number. */
  public static boolean isFixed(String dimension) {
    return !dimension.isEmpty() && dimension.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** For example {@code float [batch_size, frame_num, 80]}. */
  @Override
  public String toString() {
    return type.map(ElementType::toString).orElse("no tensor")
        + " "
        + (shape == null ? "of any shape" : "[" + String.join(", ", shape) + "]");
  }
}
