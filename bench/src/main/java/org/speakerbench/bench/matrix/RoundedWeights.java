package org.speakerbench.bench.matrix;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.provider.ComputePrecision;

/**
 * A float32 model whose weights have the digits of another precision, computed in float32: what
 * that precision costs at the least, whoever computes it. A runtime rounds what flows between the
 * operators too.
 */
final class RoundedWeights {
  /** Bits of a float32's significand behind the point. */
  private static final int FLOAT_BITS = 23;

  private RoundedWeights() {}

  /** Writes the model with the weights of rank 2 and more rounded; biases and scales stay. */
  static void write(Path onnx, ComputePrecision precision, Path out) {
    OnnxModel model = OnnxModel.read(onnx);
    for (Tensor tensor : List.copyOf(model.graph().tensors())) {
      if (tensor.type().filter(ElementType.FLOAT::equals).isPresent()
          && tensor.shape().size() >= 2) {
        model.graph().put(rounded(tensor, droppedBits(precision)));
      }
    }
    model.write(out);
  }

  private static int droppedBits(ComputePrecision precision) {
    return switch (precision) {
      case F32 -> 0;
      case F16 -> FLOAT_BITS - 10;
      case BF16 -> FLOAT_BITS - 7;
    };
  }

  private static Tensor rounded(Tensor tensor, int dropped) {
    FloatBuffer values = tensor.floats();
    float[] rounded = new float[values.remaining()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = round(values.get(values.position() + i), dropped);
    }
    return Tensor.of(tensor.name(), tensor.shape(), rounded);
  }

  /** To the nearest, halves to the even one (IEEE 754); the range stays that of float32. */
  static float round(float value, int dropped) {
    if (dropped == 0 || !Float.isFinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int half = (1 << (dropped - 1)) - 1;
    int odd = bits >>> dropped & 1;
    return Float.intBitsToFloat(bits + half + odd & -(1 << dropped));
  }
}
