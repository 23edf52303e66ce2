package org.speakerbench.engine.fbank.internal.kernel;

/** Makes kernels that use the Vector API; loaded by name, where the JVM has it. */
final class VectorKernelFactory implements KernelFactory {
  @Override
  public int lanes() {
    return VectorKernel.LANES;
  }

  @Override
  public LogMelKernel create(LogMelPlan plan) {
    return new VectorKernel(plan);
  }
}
