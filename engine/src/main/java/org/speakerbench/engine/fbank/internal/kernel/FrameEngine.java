package org.speakerbench.engine.fbank.internal.kernel;

/** Computes features of frames of a clip; holds its buffers, so one thread at a time. */
public abstract class FrameEngine {
  private final Samples samples = new Samples();

  /** What is there of the clip: set before frames are computed, all that they need. */
  public final Samples samples() {
    return samples;
  }

  /**
   * Features of frames {@code first} to {@code first + count - 1}.
   *
   * @param out receives [count, dim] from {@code outStart} on
   * @return whether everything was finite; otherwise {@code out} is of no use
   */
  public abstract boolean compute(long first, int count, float[] out, int outStart);
}
