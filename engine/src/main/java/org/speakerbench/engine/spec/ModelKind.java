package org.speakerbench.engine.spec;

/** Where the weights of a model come from. */
public enum ModelKind {
  /** A zoo model: a published architecture with seeded weights. Its speaker accuracy is nil. */
  SYNTHETIC,
  /** A model file of the user's. */
  FILE
}
