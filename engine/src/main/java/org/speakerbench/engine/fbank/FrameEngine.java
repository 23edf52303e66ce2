package org.speakerbench.engine.fbank;

/** Computes features of frames of a clip; holds its buffers, so one thread at a time. */
abstract class FrameEngine {
  /** What is there of the clip: set before frames are computed, all that they need. */
  final Samples samples = new Samples();

  /**
   * Features of frames {@code first} to {@code first + count - 1}.
   *
   * @param out receives [count, dim] from {@code outStart} on
   * @return whether everything was finite; otherwise {@code out} is of no use
   */
  abstract boolean compute(long first, int count, float[] out, int outStart);
}
