package org.speakerbench.engine.graph.pass;

import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * A change of a graph that keeps its answer in real arithmetic. It finds its places by structure
 * (operators, constants, shapes of weights), never by names, and leaves alone what does not match.
 * Inputs and outputs keep their names, types and dimensions. Its sentences are what the command
 * line says of it.
 */
public interface Pass {
  /** What the command line calls it, for example {@code segment-context}. */
  String name();

  /** What it finds, and what it makes of it. */
  String does();

  /** Why the answer is the same in real arithmetic. */
  String exact();

  /** Where it is not applied. */
  String unless();

  /** Whether other values are rounded afterwards, where the model rounds values. */
  default boolean movesRoundings() {
    return true;
  }

  /**
   * Rewrites all places of a model.
   *
   * @return how many; 0 if the graph is as it was
   * @throws SpeakerbenchException if one cannot stay as it is and cannot be rewritten; the model is
   *     not to be used then
   */
  int apply(OnnxModel model);
}
