package org.speakerbench.engine.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Stored samples to floats.
 *
 * <p>Every division by full scale is a multiplication by a power of two and therefore exact; the
 * only roundings are those of 32-bit integers and of doubles to the nearest float.
 */
@FunctionalInterface
interface SampleCodec {

  /** Decodes {@code count} samples, from byte {@code from} on, into {@code samples}. */
  void decode(byte[] bytes, int from, float[] samples, int to, int count);

  /** That of a format, little-endian. */
  static SampleCodec of(WavFormat format) {
    return switch (format.encoding()) {
      case A_LAW -> companded(G711.A_LAW);
      case MU_LAW -> companded(G711.MU_LAW);
      case FLOAT -> format.sampleBytes() == Float.BYTES ? Views::floats : Views::doubles;
      case PCM ->
          switch (format.sampleBytes()) {
            case 1 -> SampleCodec::unsigned8;
            case 2 -> Pcm16::decode;
            case 3 -> SampleCodec::pcm24;
            default -> Views::pcm32;
          };
      case FLAC -> throw new IllegalArgumentException("FLAC is not stored by the sample");
    };
  }

  /** The same of samples whose bytes are the other way round, in RIFX files. */
  static SampleCodec bigEndian(SampleCodec codec, int sampleBytes) {
    return (bytes, from, samples, to, count) -> {
      byte[] turned = new byte[count * sampleBytes];
      for (int i = 0; i < turned.length; i++) {
        turned[i] = bytes[from + i / sampleBytes * sampleBytes + sampleBytes - 1 - i % sampleBytes];
      }
      codec.decode(turned, 0, samples, to, count);
    };
  }

  private static SampleCodec companded(float[] table) {
    return (bytes, from, samples, to, count) -> {
      for (int i = 0; i < count; i++) {
        samples[to + i] = table[bytes[from + i] & 0xFF];
      }
    };
  }

  private static void unsigned8(byte[] bytes, int from, float[] samples, int to, int count) {
    for (int i = 0; i < count; i++) {
      samples[to + i] = ((bytes[from + i] & 0xFF) - 128) * 0x1p-7f;
    }
  }

  private static void pcm24(byte[] bytes, int from, float[] samples, int to, int count) {
    for (int i = 0; i < count; i++) {
      int at = from + 3 * i;
      int value = bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] << 16;
      samples[to + i] = value * 0x1p-23f;
    }
  }

  /** Numbers of four and eight bytes. */
  final class Views {
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private Views() {}

    private static VarHandle view(Class<?> arrayType) {
      return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    static void pcm32(byte[] bytes, int from, float[] samples, int to, int count) {
      for (int i = 0; i < count; i++) {
        samples[to + i] = (int) INT.get(bytes, from + 4 * i) * 0x1p-31f;
      }
    }

    static void floats(byte[] bytes, int from, float[] samples, int to, int count) {
      for (int i = 0; i < count; i++) {
        samples[to + i] = (float) FLOAT.get(bytes, from + 4 * i);
      }
    }

    static void doubles(byte[] bytes, int from, float[] samples, int to, int count) {
      for (int i = 0; i < count; i++) {
        samples[to + i] = (float) (double) DOUBLE.get(bytes, from + 8 * i);
      }
    }
  }
}
