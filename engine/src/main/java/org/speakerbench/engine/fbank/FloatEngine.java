package org.speakerbench.engine.fbank;

/** FBank as speaker models use it, in float and for many frames at once: a {@link LogMelKernel}. */
final class FloatEngine extends FrameEngine {
  private final LogMelPlan plan;
  private final FbankProvider provider;
  private final FrameReader reader;
  private LogMelKernel kernel;
  private boolean vector;

  /**
   * Makes an engine.
   *
   * @throws SpeakerbenchException if the provider is demanded and this JVM does not have it
   */
  FloatEngine(LogMelPlan plan, FrameOptions options, FbankProvider provider) {
    this.plan = plan;
    this.provider = provider;
    reader = new FrameReader(options, samples);
    vector = provider == FbankProvider.VECTOR;
    kernel = vector ? VectorKernels.factory().create(plan) : new PlainKernel(plan);
  }

  @Override
  boolean compute(long first, int count, float[] out, int outStart) {
    if (provider == FbankProvider.AUTO && !vector) {
      choose(count);
    }
    boolean finite = true;
    long end = first + count;
    for (long frame = first; frame < end; ) {
      int together = Math.max(1, reader.asTheyAre(frame, end));
      reader.read(frame);
      int at = outStart + (int) (frame - first) * plan.bins;
      finite &= kernel.compute(reader.source(), reader.offset(), together, out, at);
      frame += together;
    }
    return finite;
  }

  private void choose(int frames) {
    if (VectorKernels.ready()) {
      kernel = VectorKernels.factory().create(plan);
      vector = true;
    } else {
      VectorKernels.computed(frames);
    }
  }
}
