package org.speakerbench.engine.fbank;

/**
 * Sums of the samples of frames, in double. Frames overlap, so the block from one frame's start to
 * the next's is summed once, in two parts: as much of it as the last block of a frame has, and the
 * rest, always in the same order.
 */
final class FrameSums {
  private final int shift;

  /** Whole blocks of a frame, and the samples of its last. */
  private final int whole;

  private final int last;
  private final double[] lastSums;
  private final double[] wholeSums;

  /** For up to {@code frames} frames at a time. */
  FrameSums(LogMelPlan plan, int frames) {
    shift = plan.shift;
    whole = plan.wholeShifts();
    last = plan.length - whole * shift;
    lastSums = new double[frames + whole];
    wholeSums = new double[frames + whole];
  }

  /** Sums of n frames, the first from {@code start} on. */
  void compute(float[] samples, int start, int n, double[] sums) {
    for (int block = 0; block < n + whole; block++) {
      int at = start + block * shift;
      lastSums[block] = sum(samples, at, last);
      if (whole > 0 && block < n + whole - 1) {
        wholeSums[block] = lastSums[block] + sum(samples, at + last, shift - last);
      }
    }
    for (int frame = 0; frame < n; frame++) {
      double sum = 0;
      for (int block = frame; block < frame + whole; block++) {
        sum += wholeSums[block];
      }
      sums[frame] = sum + lastSums[frame + whole];
    }
  }

  /** Eight partial sums: independent additions instead of one long chain. */
  private static double sum(float[] samples, int start, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = start + count;
    int i = start;
    for (; i < end - 7; i += 8) {
      a += samples[i];
      b += samples[i + 1];
      c += samples[i + 2];
      d += samples[i + 3];
      e += samples[i + 4];
      f += samples[i + 5];
      g += samples[i + 6];
      h += samples[i + 7];
    }
    for (; i < end; i++) {
      a += samples[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
