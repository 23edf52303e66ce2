package org.speakerbench.engine.checkpoint;

/**
 * A tensor of a pickle, which does not know its name.
 *
 * @param type PyTorch's name of its elements' type
 */
record View(Storage storage, String type, Strides strides) {
  @Override
  public String toString() {
    return "a tensor";
  }
}
