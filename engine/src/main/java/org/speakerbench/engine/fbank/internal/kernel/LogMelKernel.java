package org.speakerbench.engine.fbank.internal.kernel;

/**
 * Computes log-mel features of frames as {@link LogMelPlan} defines them. Every kernel gives the
 * same bits, for every frame wherever it stands.
 *
 * <p>A kernel holds its buffers: one thread at a time.
 */
interface LogMelKernel {
  /**
   * Computes frames that lie {@code shift} samples apart.
   *
   * @param samples from {@code start} on all samples of the frames
   * @param out receives [frames, bins] from {@code outStart} on
   * @return whether all energies are finite; otherwise {@code out} is of no use
   */
  boolean compute(float[] samples, int start, int frames, float[] out, int outStart);
}
