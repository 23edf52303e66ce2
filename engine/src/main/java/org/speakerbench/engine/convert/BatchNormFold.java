package org.speakerbench.engine.convert;

/**
 * A batch norm folded into the convolution before it, with the roundings to float32 of PyTorch
 * 1.13.1's exporter, in its order ({@code torch/csrc/jit/passes/onnx/eval_peephole.cpp}).
 */
final class BatchNormFold {
  private final float[] scale;
  private final float[] normBias;
  private final float[] mean;

  /** From the tensors of the batch norm, [channels] each. */
  BatchNormFold(float[] weight, float[] bias, float[] mean, float[] variance, double eps) {
    this.normBias = bias;
    this.mean = mean;
    scale = new float[weight.length];
    for (int i = 0; i < scale.length; i++) {
      // The root of a float32 in double, rounded, is the nearest float32 to the exact root.
      scale[i] = weight[i] / (float) Math.sqrt(variance[i] + (float) eps);
    }
  }

  /** Weights of the convolution, [channels, ...] row-major. */
  float[] weights(float[] weights) {
    float[] folded = new float[weights.length];
    int row = weights.length / scale.length;
    for (int i = 0; i < weights.length; i++) {
      folded[i] = weights[i] * scale[i / row];
    }
    return folded;
  }

  /** Biases of a convolution that has none, [channels]. */
  float[] biases() {
    float[] folded = new float[scale.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = normBias[i] - mean[i] * scale[i];
    }
    return folded;
  }

  /** Biases of a convolution that has some, [channels]. */
  float[] biases(float[] biases) {
    float[] folded = new float[scale.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = (biases[i] - mean[i]) * scale[i] + normBias[i];
    }
    return folded;
  }
}
