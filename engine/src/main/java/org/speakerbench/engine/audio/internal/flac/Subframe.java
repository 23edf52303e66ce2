package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;
import java.util.Arrays;

/** One channel of one frame (RFC 9639 section 9.2). */
final class Subframe {
  private static final int CONSTANT = 0;
  private static final int VERBATIM = 1;
  private static final int FIXED = 8;
  private static final int MAX_FIXED_ORDER = 4;
  private static final int LINEAR = 32;

  /** The fixed predictors as linear ones: binomial coefficients, the nearest sample first. */
  private static final long[][] FIXED_COEFFICIENTS = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private Subframe() {}

  /**
   * Reads the samples of a block.
   *
   * @param bits of a sample; one more than the file's for a difference of channels
   * @param samples [blockSize] and more
   */
  static void read(BitReader in, int bits, long[] samples, int blockSize) throws IOException {
    boolean reserved = in.bits(1) == 1;
    int type = (int) in.bits(6);
    long wasted = in.bits(1) == 1 ? in.zeros() + 1 : 0;
    if (reserved || wasted >= bits) {
      throw in.damaged("a channel with " + wasted + " wasted bits of " + bits);
    }
    int coded = bits - (int) wasted;
    if (type == CONSTANT) {
      Arrays.fill(samples, 0, blockSize, in.signed(coded));
    } else if (type == VERBATIM) {
      readPlain(in, coded, samples, blockSize);
    } else if (type >= FIXED && type <= FIXED + MAX_FIXED_ORDER) {
      int order = type - FIXED;
      warmUp(in, coded, samples, blockSize, order);
      Residual.read(in, samples, blockSize, order);
      predict(in, samples, blockSize, FIXED_COEFFICIENTS[order], 0, coded);
    } else if (type >= LINEAR) {
      readLinear(in, coded, samples, blockSize, type - LINEAR + 1);
    } else {
      throw in.damaged("a channel of the reserved type " + type);
    }
    if (wasted > 0) {
      for (int i = 0; i < blockSize; i++) {
        samples[i] <<= wasted;
      }
    }
  }

  private static void readLinear(BitReader in, int bits, long[] samples, int blockSize, int order)
      throws IOException {
    warmUp(in, bits, samples, blockSize, order);
    int precision = (int) in.bits(4) + 1;
    long shift = in.signed(5);
    if (precision == 16 || shift < 0) {
      throw in.damaged("a predictor of precision " + precision + " and shift " + shift);
    }
    long[] coefficients = new long[order];
    for (int i = 0; i < order; i++) {
      coefficients[i] = in.signed(precision);
    }
    Residual.read(in, samples, blockSize, order);
    predict(in, samples, blockSize, coefficients, (int) shift, bits);
  }

  private static void warmUp(BitReader in, int bits, long[] samples, int blockSize, int order)
      throws IOException {
    if (order > blockSize) {
      throw in.damaged("a predictor of order " + order + " in a block of " + blockSize);
    }
    readPlain(in, bits, samples, order);
  }

  private static void readPlain(BitReader in, int bits, long[] samples, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      samples[i] = in.signed(bits);
    }
  }

  /** Residuals to samples. Each is held against the range, so that no sum of products overflows. */
  private static void predict(
      BitReader in, long[] samples, int blockSize, long[] coefficients, int shift, int bits)
      throws IOException {
    int order = coefficients.length;
    long limit = 1L << bits - 1;
    for (int i = order; i < blockSize; i++) {
      long sum = 0;
      for (int k = 0; k < order; k++) {
        sum += coefficients[k] * samples[i - 1 - k];
      }
      long sample = samples[i] + (sum >> shift);
      if (sample < -limit || sample >= limit) {
        throw in.damaged("a sample of " + sample + " where " + bits + " bits are stated");
      }
      samples[i] = sample;
    }
  }
}
