package org.speakerbench.engine.fbank;

/** FBank as speaker models use it, in float and for many frames at once: a {@link LogMelKernel}. */
final class FloatEngine implements FrameEngine {
  private final LogMelPlan plan;
  private final FrameReader reader;
  private final LogMelKernel kernel;

  FloatEngine(LogMelPlan plan, FrameOptions options) {
    this.plan = plan;
    reader = new FrameReader(options);
    kernel = new PlainKernel(plan);
  }

  @Override
  public boolean compute(Samples samples, int first, int count, float[] out, int outStart) {
    boolean finite = true;
    int end = first + count;
    for (int frame = first; frame < end; ) {
      int inside = 0;
      while (frame + inside < end && reader.inside(samples, frame + inside)) {
        inside++;
      }
      reader.read(samples, frame);
      int together = Math.max(1, inside);
      finite &=
          kernel.compute(
              reader.source(),
              reader.offset(),
              together,
              out,
              outStart + (frame - first) * plan.bins);
      frame += together;
    }
    return finite;
  }
}
