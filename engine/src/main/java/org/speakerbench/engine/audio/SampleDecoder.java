package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.speakerbench.engine.audio.WavException.Reason;

/** Reads the samples of a WAV file in blocks that stay in the processor's cache. */
final class SampleDecoder {

  private static final int BLOCK_BYTES = 64 * 1024;

  private SampleDecoder() {}

  /** Returns one channel in [-1, 1], or as stored when the file holds floats. */
  static float[] decode(
      ByteSource source, WavParser.Layout layout, ChannelChoice choice, String file)
      throws IOException {
    WavFormat format = layout.format();
    int channels = format.channels();
    int channel = choice.index(channels, file);
    float[] samples = new float[MonoSamples.requireCount(layout.frames(), file)];
    SampleCodec codec = codec(format, layout.order());
    int frameBytes = format.blockAlign();
    int blockFrames = Math.max(1, BLOCK_BYTES / frameBytes);
    float[] block =
        channels == 1 ? samples : new float[Math.min(blockFrames, samples.length) * channels];
    for (int done = 0; done < samples.length; done += blockFrames) {
      int count = Math.min(blockFrames, samples.length - done);
      long position = layout.dataOffset() + (long) done * frameBytes;
      ByteBuffer bytes = source.readFully(position, count * frameBytes, file);
      int from = bytes.arrayOffset() + bytes.position();
      codec.decode(bytes.array(), from, block, channels == 1 ? done : 0, count * channels);
      if (channels > 1 && choice.isMean()) {
        MonoSamples.mean(block, channels, samples, done, count);
      } else if (channels > 1) {
        MonoSamples.pick(block, channels, channel, samples, done, count);
      }
      if (format.encoding() == WavInfo.Encoding.FLOAT) {
        requireFinite(samples, done, count, position, frameBytes, file);
      }
    }
    return samples;
  }

  private static SampleCodec codec(WavFormat format, ByteOrder order) {
    SampleCodec codec = SampleCodec.of(format);
    return order == ByteOrder.BIG_ENDIAN
        ? SampleCodec.bigEndian(codec, format.sampleBytes())
        : codec;
  }

  private static void requireFinite(
      float[] samples, int start, int count, long position, int frameBytes, String file)
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
                + (position + (long) i * frameBytes)
                + " is "
                + sample
                + " as a 32-bit float, expected a finite number");
      }
    }
  }
}
