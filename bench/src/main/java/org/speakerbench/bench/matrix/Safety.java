package org.speakerbench.bench.matrix;

import org.speakerbench.golden.pack.Limits;

/** How far an answer may be from the reference before a runtime is not safe, with the reasons. */
final class Safety {
  /**
   * Relative L2 in float32: the limit of the parity check. Releases, providers and tuned graphs are
   * within 4e-5 of each other (measured); the smallest known error of a pooling is 3e-3.
   */
  static final double F32 = Limits.INFERENCE_BASE;

  /** Relative L2 of a clip in a batch to the same clip alone, in float32. */
  static final double F32_BATCH = Limits.BATCH;

  /**
   * In f16 and bf16, times the largest drift of the same model with rounded weights in float32
   * arithmetic. A runtime rounds values too, which costs about as much again: 1.2 to 1.7 times
   * (measured, OpenVINO). A runtime that is wrong where float32 is right is not within it, and one
   * that is wrong in float32 is not asked.
   */
  static final double REDUCED = 2.5;

  /**
   * Of a file in float16, times the largest drift of the same graph computed in float32 with each
   * operator's result rounded to float16 once, which is what the file says. Beyond it a runtime
   * loses digits inside its operators.
   */
  static final double F16_FILE = 1.25;

  /**
   * Of a quantised file: how far each input value is moved, as a share of itself. A quarter of a
   * step of eight bits. What that does to the graph computed node by node is the limit: values at
   * the border of two steps fall to either side, in each runtime to another, and later layers
   * amplify it. With synthetic weights that is a relative L2 of 0.3 to 0.6, and little is proven;
   * runtimes are within half of it (measured).
   */
  static final double INT8_MOVED = 1e-3;

  private Safety() {}
}
