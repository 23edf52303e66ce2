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
      throw in.damaged("a reserved coding of residuals");
    }
    int parameterBits = 4 + method;
    int escape = (1 << parameterBits) - 1;
    int partitionOrder = (int) in.bits(4);
    int partition = blockSize >> partitionOrder;
    if (partition << partitionOrder != blockSize || partition < order) {
      throw in.damaged("partitions of " + partition + " samples in a block of " + blockSize);
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
      throw in.damaged("a residual beyond 32 bits");
    }
    long folded = quotient << parameter | in.bits(parameter);
    return folded >>> 1 ^ -(folded & 1);
  }
}
