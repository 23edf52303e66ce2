package org.speakerbench.engine.fbank;

/**
 * Sums of the samples of frames, which overlap: the samples between two frame starts are summed
 * once. Sums of 16-bit samples are exact in float, in any order; for others the order is fixed
 * here.
 */
final class FrameSums {
  private FrameSums() {}

  /** Sums of n frames from {@code start} on. */
  static void compute(LogMelPlan plan, float[] samples, int start, int n, double[] sums) {
    int whole = plan.wholeShifts();
    int rest = plan.length - whole * plan.shift;
    for (int frame = 0; frame < n; frame++) {
      int at = start + frame * plan.shift;
      double sum = 0;
      for (int part = 0; part < whole; part++) {
        sum += sum(samples, at + part * plan.shift, plan.shift);
      }
      sums[frame] = sum + sum(samples, at + whole * plan.shift, rest);
    }
  }

  /** Four partial sums: independent additions instead of one long chain. */
  static double sum(float[] samples, int start, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = start + count;
    int i = start;
    for (; i < end - 3; i += 4) {
      a += samples[i];
      b += samples[i + 1];
      c += samples[i + 2];
      d += samples[i + 3];
    }
    for (; i < end; i++) {
      a += samples[i];
    }
    return (a + b) + (c + d);
  }
}
