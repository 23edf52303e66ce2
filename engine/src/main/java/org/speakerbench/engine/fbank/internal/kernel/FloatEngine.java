package org.speakerbench.engine.fbank.internal.kernel;

import org.speakerbench.engine.fbank.config.FbankOptions;

/** FBank as speaker models use it, in float and for many frames at once: a {@link LogMelKernel}. */
public final class FloatEngine extends FrameEngine {
  private final LogMelPlan plan;
  private final FrameReader reader;
  private LogMelKernel kernel;

  /** Whether vectors are taken when they are compiled. */
  private boolean undecided;

  private FloatEngine(
      LogMelPlan plan, FbankOptions options, LogMelKernel kernel, boolean undecided) {
    this.plan = plan;
    this.kernel = kernel;
    this.undecided = undecided;
    reader = new FrameReader(options.frame(), options.scale(), samples());
  }

  /** In plain Java at first, by vectors as soon as {@link VectorKernels} are ready. */
  public static FloatEngine automatic(LogMelPlan plan, FbankOptions options) {
    return new FloatEngine(plan, options, new PlainKernel(plan), true);
  }

  /** In plain Java. */
  public static FloatEngine plain(LogMelPlan plan, FbankOptions options) {
    return new FloatEngine(plan, options, new PlainKernel(plan), false);
  }

  /**
   * By vectors from the first frame on.
   *
   * @throws SpeakerbenchException if this JVM does not have them; the message says why
   */
  public static FloatEngine vector(LogMelPlan plan, FbankOptions options) {
    return new FloatEngine(plan, options, VectorKernels.factory().create(plan), false);
  }

  @Override
  public boolean compute(long first, int count, float[] out, int outStart) {
    if (undecided) {
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
      undecided = false;
    } else {
      VectorKernels.computed(frames);
    }
  }
}
