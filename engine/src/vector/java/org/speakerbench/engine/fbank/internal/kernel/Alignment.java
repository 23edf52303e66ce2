package org.speakerbench.engine.fbank.internal.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Keeps what vectors read and write at addresses that are multiples of their size: others cost up
 * to twice the time, and Java puts an array at any multiple of eight bytes, moves it when memory is
 * collected, and tells nobody where it is. So the place to start from is found by timing.
 */
final class Alignment {
  /** Objects lie at multiples of eight bytes, at least. */
  private static final int STEP = 8 / Float.BYTES;

  /** Frames until it is looked at again: about 15 ms of work, against 0.1 ms of looking. */
  private static final int FRAMES = 20_000;

  private static final int VECTORS = 128;
  private static final int ROUNDS = 6;

  /** A place must be this much faster than the present one to be better. */
  private static final double BETTER = 0.9;

  private final float[] memory;
  private int offset;
  private int framesLeft;

  /** For an array with {@link VectorKernel#LANES} values more than are needed. */
  Alignment(float[] memory) {
    this.memory = memory;
  }

  /** Index of the first value to use. */
  int offset() {
    return offset;
  }

  /** Looks for the place again if enough frames have passed; what is in memory is lost then. */
  void keep(int frames) {
    framesLeft -= frames;
    if (framesLeft > 0) {
      return;
    }
    framesLeft = FRAMES;
    double best = BETTER * time(offset);
    int present = offset;
    for (int other = 0; other < VectorKernel.LANES; other += STEP) {
      double time = other == present ? Double.MAX_VALUE : time(other);
      if (time < best) {
        best = time;
        offset = other;
      }
    }
  }

  private double time(int start) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      pass(start);
      pass(start);
      least = Math.min(least, System.nanoTime() - begin);
    }
    return least;
  }

  /** Exchanges halves by reads and writes alone: arithmetic would hide what they cost. */
  private void pass(int start) {
    float[] memory = this.memory;
    int distance = VECTORS * VectorKernel.LANES;
    for (int i = start; i < start + distance; i += VectorKernel.LANES) {
      FloatVector a = FloatVector.fromArray(VectorKernel.SPECIES, memory, i);
      FloatVector b = FloatVector.fromArray(VectorKernel.SPECIES, memory, i + distance);
      b.intoArray(memory, i);
      a.intoArray(memory, i + distance);
    }
  }
}
