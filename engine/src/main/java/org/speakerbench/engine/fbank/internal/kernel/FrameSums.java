package org.speakerbench.engine.fbank.internal.kernel;

/**
 * Sums of the samples of frames. Frames overlap, so the block from one frame's start to the next's
 * is summed once, in two parts: as much of it as the last block of a frame has, and the rest.
 *
 * <p>A part is (a + b) + (c + d) with four sums of every fourth sample, a block the sum of its
 * parts, all in float, which is exact for samples of 16 bits; a frame the sum of its blocks in
 * double. Always in this order, which a vector of blocks can follow.
 */
final class FrameSums {
  private final int shift;

  /** Whole blocks of a frame, and the samples of its last. */
  private final int whole;

  private final int last;

  /** Sum of the first part of each block, and of the whole block. */
  final float[] lastSums;

  final float[] wholeSums;

  /** For up to so many blocks at a time, as many as frames and whole shifts of one. */
  FrameSums(LogMelPlan plan, int blocks) {
    shift = plan.shift;
    whole = plan.wholeShifts();
    last = plan.length - whole * shift;
    lastSums = new float[blocks];
    wholeSums = new float[blocks];
  }

  /** Sums the blocks of n frames, the first from {@code start} on, in plain Java. */
  void sumBlocks(float[] samples, int start, int n) {
    for (int block = 0; block < n + whole; block++) {
      int at = start + block * shift;
      lastSums[block] = part(samples, at, last);
      if (block < n + whole - 1) {
        wholeSums[block] = lastSums[block] + part(samples, at + last, shift - last);
      }
    }
  }

  private static float part(float[] samples, int start, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
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

  /** The sum of a frame, whose blocks were summed. */
  double ofFrame(int frame) {
    double sum = 0;
    for (int block = frame; block < frame + whole; block++) {
      sum += wholeSums[block];
    }
    return sum + lastSums[frame + whole];
  }
}
