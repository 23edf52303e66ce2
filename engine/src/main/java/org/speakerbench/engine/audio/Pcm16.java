package org.speakerbench.engine.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 16-bit PCM as samples in [-1, 1): each integer times 2^-15, which is exact. Files and callers'
 * arrays go through here, so that both give the same bits.
 */
final class Pcm16 {
  private static final float SCALE = 0x1p-15f;
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private Pcm16() {}

  /** Decodes integers. */
  static float[] decode(short[] pcm, int start, int length) {
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = pcm[start + i] * SCALE;
    }
    return samples;
  }

  /** Decodes {@code count} little-endian integers into an array, from {@code to} on. */
  static void decode(byte[] bytes, int start, float[] samples, int to, int count) {
    for (int i = 0; i < count; i++) {
      samples[to + i] = (short) LITTLE_ENDIAN.get(bytes, start + Short.BYTES * i) * SCALE;
    }
  }
}
