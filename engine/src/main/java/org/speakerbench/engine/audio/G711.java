package org.speakerbench.engine.audio;

/**
 * ITU-T G.711: the sample of each byte, as 16 bits over 2^15 like {@link Pcm16}. A-law has 13 bits
 * and mu-law 14, both left-justified in 16; so do libsndfile and sox.
 */
final class G711 {
  static final float[] A_LAW = new float[256];
  static final float[] MU_LAW = new float[256];

  private static final float SCALE = 0x1p-15f;

  /** Every second bit of A-law is stored inverted, the sign among them. */
  private static final int A_LAW_INVERTED = 0x55;

  /** Added to the magnitude before mu-law takes its logarithm. */
  private static final int MU_LAW_BIAS = 0x84;

  static {
    for (int code = 0; code < 256; code++) {
      A_LAW[code] = aLaw(code ^ A_LAW_INVERTED) * SCALE;
      MU_LAW[code] = muLaw(~code & 0xFF) * SCALE;
    }
  }

  private G711() {}

  /** Sign (1 is positive), exponent of 3 bits, mantissa of 4. */
  private static int aLaw(int bits) {
    int exponent = bits >> 4 & 7;
    int middle = (bits & 0xF) << 4 | 8;
    int magnitude = exponent == 0 ? middle : middle + 0x100 << exponent - 1;
    return (bits & 0x80) != 0 ? magnitude : -magnitude;
  }

  /** The same, its sign the other way round. */
  private static int muLaw(int bits) {
    int magnitude = (((bits & 0xF) << 3) + MU_LAW_BIAS << (bits >> 4 & 7)) - MU_LAW_BIAS;
    return (bits & 0x80) != 0 ? -magnitude : magnitude;
  }
}
