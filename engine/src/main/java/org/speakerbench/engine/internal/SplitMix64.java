package org.speakerbench.engine.internal;

/**
 * The generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA
 * 2014), whose outputs numpy reproduces from their index alone. Weights and dither come from it.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long next() {
    state += GAMMA;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A float in [-1, 1) with 24 random bits. */
  public float nextSymmetric() {
    return (next() >>> 40) * 0x1p-23f - 1f;
  }

  /** So many of {@link #nextSymmetric}, times an amplitude: noise for a model. */
  public float[] noise(int count, float amplitude) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = amplitude * nextSymmetric();
    }
    return values;
  }

  /** A double in [0, 1) with 53 random bits. */
  public double nextUniform() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Passes over outputs; returns this. */
  public SplitMix64 skip(long outputs) {
    state += outputs * GAMMA;
    return this;
  }
}
