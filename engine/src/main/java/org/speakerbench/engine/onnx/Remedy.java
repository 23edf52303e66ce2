package org.speakerbench.engine.onnx;

/**
 * What is done to a model that the ONNX Runtime at hand would compute wrongly, so that its answers
 * are right.
 */
public enum Remedy {
  /** Nothing: this version computes the model as its file says it. */
  NONE("none"),
  /** The session runs without the optimiser that makes it wrong. */
  WITHOUT_PAD_FUSION("session without Pad_Fusion"),
  /** The session runs another form of the graph: {@code Target.PORTABLE}. */
  PORTABLE_POOLING("average pooling in its portable form");

  private final String description;

  Remedy(String description) {
    this.description = description;
  }

  /** In words, for logs and reports. */
  @Override
  public String toString() {
    return description;
  }
}
