package org.speakerbench.engine.fbank.internal.kernel;

/** Makes kernels of one kind. */
interface KernelFactory {
  /** Frames that are computed at once. */
  int lanes();

  LogMelKernel create(LogMelPlan plan);
}
