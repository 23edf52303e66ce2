package org.speakerbench.engine.audio;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * Turns the samples of a mono file into floats, in blocks that stay in the processor's cache.
 *
 * <p>Every division by full scale is a multiplication by a power of two and therefore exact; the
 * only roundings are those of 32-bit integers and of doubles to the nearest float.
 */
final class SampleDecoder {

  private static final int BLOCK_BYTES = 64 * 1024;

  /** The largest array that common virtual machines allocate. */
  private static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

  private static final VarHandle INT = view(int[].class);
  private static final VarHandle DOUBLE = view(double[].class);

  private SampleDecoder() {}

  /** Returns all samples in [-1, 1], or as stored when the file holds floats. */
  static float[] decode(ByteSource source, WavParser.Layout layout, String file)
      throws IOException {
    if (layout.frames() > MAX_SAMPLES) {
      throw new WavException(
          Reason.TOO_LARGE,
          file,
          "found " + layout.frames() + " samples, expected at most " + MAX_SAMPLES);
    }
    WavFormat format = layout.format();
    int sampleBytes = format.blockAlign();
    int blockSamples = BLOCK_BYTES / sampleBytes;
    float[] samples = new float[(int) layout.frames()];
    for (int done = 0; done < samples.length; done += blockSamples) {
      int count = Math.min(blockSamples, samples.length - done);
      long position = layout.dataOffset() + (long) done * sampleBytes;
      ByteBuffer block = source.readFully(position, count * sampleBytes, file);
      switch (format.encoding()) {
        case PCM -> decodePcm(format.bitsPerSample(), block, samples, done, count);
        case FLOAT -> {
          decodeFloat(format.bitsPerSample(), block, samples, done, count);
          requireFinite(samples, done, count, position, sampleBytes, file);
        }
      }
    }
    return samples;
  }

  private static void decodePcm(int bits, ByteBuffer block, float[] samples, int to, int count) {
    byte[] bytes = block.array();
    int from = block.arrayOffset() + block.position();
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < count; i++) {
          samples[to + i] = ((bytes[from + i] & 0xFF) - 128) * 0x1p-7f;
        }
      }
      case 16 -> Pcm16.decode(bytes, from, samples, to, count);
      case 24 -> {
        for (int i = 0; i < count; i++) {
          int at = from + 3 * i;
          int value = bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] << 16;
          samples[to + i] = value * 0x1p-23f;
        }
      }
      case 32 -> {
        for (int i = 0; i < count; i++) {
          samples[to + i] = (int) INT.get(bytes, from + 4 * i) * 0x1p-31f;
        }
      }
      default -> throw new IllegalArgumentException("PCM of " + bits + " bits");
    }
  }

  private static void decodeFloat(int bits, ByteBuffer block, float[] samples, int to, int count) {
    switch (bits) {
      case 32 -> block.asFloatBuffer().get(samples, to, count);
      case 64 -> {
        byte[] bytes = block.array();
        int from = block.arrayOffset() + block.position();
        for (int i = 0; i < count; i++) {
          samples[to + i] = (float) (double) DOUBLE.get(bytes, from + 8 * i);
        }
      }
      default -> throw new IllegalArgumentException("float of " + bits + " bits");
    }
  }

  private static void requireFinite(
      float[] samples, int start, int count, long position, int sampleBytes, String file)
      throws WavException {
    for (int i = 0; i < count; i++) {
      float sample = samples[start + i];
      if (!Float.isFinite(sample)) {
        throw new WavException(
            Reason.NON_FINITE_SAMPLE,
            file,
            "sample "
                + (start + i)
                + " at byte "
                + (position + (long) i * sampleBytes)
                + " is "
                + sample
                + " as a 32-bit float, expected a finite number");
      }
    }
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }
}
