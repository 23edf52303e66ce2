package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;

/** What prediction leaves: Rice codes in partitions (RFC 9639 section 9.2.7). */
final class Residual {
  private static final int RAW_LENGTH_BITS = 5;

  /** Larger ones are in no valid file, and would not be held by what is done with them. */
  private static final long MAX_QUOTIENT = 1L << 34;

  private Residual() {}

  /** Reads the residual of samples {@code order} and later into their places. */
  static void read(BitReader in, long[] samples, int blockSize, int order) throws IOException {
    int method = (int) in.bits(2);
    if (method > 1) {
      throw wrong(in, "a reserved coding of residuals");
    }
    int parameterBits = 4 + method;
    int escape = (1 << parameterBits) - 1;
    int partitionOrder = (int) in.bits(4);
    int partition = blockSize >> partitionOrder;
    if (partition << partitionOrder != blockSize || partition < order) {
      throw wrong(in, "partitions of " + partition + " samples in a block of " + blockSize);
    }
    int next = order;
    for (int end = partition; end <= blockSize; end += partition) {
      int parameter = (int) in.bits(parameterBits);
      if (parameter == escape) {
        int bits = (int) in.bits(RAW_LENGTH_BITS);
        while (next < end) {
          samples[next++] = in.signed(bits);
        }
      } else {
        while (next < end) {
          samples[next++] = rice(in, parameter);
        }
      }
    }
  }

  private static long rice(BitReader in, int parameter) throws IOException {
    long quotient = in.zeros();
    if (quotient > MAX_QUOTIENT >> parameter) {
      throw wrong(in, "a residual beyond 32 bits");
    }
    long folded = quotient << parameter | in.bits(parameter);
    return folded >>> 1 ^ -(folded & 1);
  }

  private static FlacException wrong(BitReader in, String found) {
    return FlacException.damaged(
        "found " + found + " in the frame before byte " + in.position() + ", expected valid ones");
  }
}
