package org.speakerbench.engine.fbank.internal.transform;

/** |X[k]|^2 of real frames of one even size. Immutable; callers bring the buffers. */
public interface PowerSpectrum {

  /** The transform for a size: radix 4 for powers of two, mixed radices for the others. */
  static PowerSpectrum ofSize(int size) {
    return Integer.bitCount(size) == 1 ? new RealFft(size) : new MixedRadixFft(size);
  }

  /** Length of the buffer that {@link #compute} wants, at least the size. */
  int bufferSize();

  /**
   * Computes the power for k = 0 .. size / 2.
   *
   * @param z [bufferSize], the frame in its first values; overwritten
   * @param power receives [size / 2 + 1]
   */
  void compute(double[] z, double[] power);
}
