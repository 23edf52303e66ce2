package org.speakerbench.engine.fbank;

/** Computes features of frames; holds its buffers, so one thread at a time. */
interface FrameEngine {
  /**
   * Features of frames {@code first} to {@code first + count - 1} of a clip.
   *
   * @param samples what is there of the clip: all that these frames need
   * @param out receives [count, dim] from {@code outStart} on
   * @return whether everything was finite; otherwise {@code out} is of no use
   */
  boolean compute(Samples samples, int first, int count, float[] out, int outStart);
}
