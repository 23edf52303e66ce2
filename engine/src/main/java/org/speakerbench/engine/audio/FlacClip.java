package org.speakerbench.engine.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.audio.WavException.Reason;
import org.speakerbench.engine.audio.internal.flac.FlacDecoder;
import org.speakerbench.engine.audio.internal.flac.FlacException;
import org.speakerbench.engine.audio.internal.flac.FlacInfo;

/** A FLAC file to one channel of samples. */
final class FlacClip {
  /** Room for samples at first, before any has been found. */
  private static final int FIRST_SAMPLES = 1 << 14;

  private static final String UNCHECKED =
      "FLAC without length and MD5, as encoders write it to a pipe: a missing end would not be"
          + " noticed";

  private FlacClip() {}

  static DecodedWav decode(ByteSource source, long start, String file, ChannelChoice choice)
      throws IOException {
    try {
      FlacDecoder decoder = open(source, start, file);
      FlacInfo flac = decoder.info();
      int channel = choice.index(flac.channels(), file);
      int expected = MonoSamples.requireCount(flac.frames(), file);
      float[] samples =
          new float[expected == 0 ? FIRST_SAMPLES : Math.min(expected, FIRST_SAMPLES)];
      int done = 0;
      for (int count = decoder.next(); count > 0; count = decoder.next()) {
        int total = MonoSamples.requireCount((long) done + count, file);
        if (total > samples.length) {
          long doubled = Math.max(total, 2L * samples.length);
          samples =
              Arrays.copyOf(
                  samples, (int) Math.min(doubled, expected == 0 ? MonoSamples.MAX : expected));
        }
        take(decoder.block(), channel, choice.isMean(), flac.bitsPerSample(), samples, done, count);
        done = total;
      }
      samples = done == samples.length ? samples : Arrays.copyOf(samples, done);
      WavInfo info = info(flac, requireSome(done, file));
      return new DecodedWav(new Waveform(samples, flac.sampleRateHz()), info);
    } catch (FlacException e) {
      throw typed(e, file);
    }
  }

  /** Decodes only what does not state its length. */
  static WavInfo info(ByteSource source, long start, String file) throws IOException {
    try {
      FlacDecoder decoder = open(source, start, file);
      long frames = decoder.info().frames();
      if (frames == 0) {
        for (int count = decoder.next(); count > 0; count = decoder.next()) {
          frames += count;
        }
      }
      return info(decoder.info(), requireSome(frames, file));
    } catch (FlacException e) {
      throw typed(e, file);
    }
  }

  private static FlacDecoder open(ByteSource source, long start, String file) throws IOException {
    FlacDecoder decoder = new FlacDecoder(new SourceStream(source, start));
    int rateHz = decoder.info().sampleRateHz();
    if (rateHz < WavFormat.MIN_RATE_HZ || rateHz > WavFormat.MAX_RATE_HZ) {
      throw new WavException(
          Reason.BAD_SAMPLE_RATE,
          file,
          "sample rate is "
              + rateHz
              + ", expected "
              + WavFormat.MIN_RATE_HZ
              + " to "
              + WavFormat.MAX_RATE_HZ
              + " Hz");
    }
    return decoder;
  }

  private static long requireSome(long frames, String file) throws WavException {
    if (frames == 0) {
      throw new WavException(
          Reason.EMPTY_DATA, file, "found FLAC without a frame, expected at least one");
    }
    return frames;
  }

  private static WavInfo info(FlacInfo flac, long frames) {
    return new WavInfo(
        flac.sampleRateHz(),
        flac.channels(),
        frames,
        flac.bitsPerSample(),
        WavInfo.Encoding.FLAC,
        flac.frames() == 0 && !flac.hasMd5() ? List.of(UNCHECKED) : List.of());
  }

  /** Integers over full scale: exact up to 24 bits, of 32 rounded once. */
  private static void take(
      long[][] block, int channel, boolean mean, int bits, float[] samples, int to, int count) {
    double scale = Math.scalb(1.0, 1 - bits);
    if (!mean || block.length == 1) {
      long[] taken = block[channel];
      for (int i = 0; i < count; i++) {
        samples[to + i] = (float) (taken[i] * scale);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (long[] each : block) {
        sum += (float) (each[i] * scale); // as of a WAV file with these integers
      }
      samples[to + i] = (float) (sum / block.length);
    }
  }

  private static WavException typed(FlacException e, String file) {
    Reason reason =
        switch (e.kind()) {
          case HEADER -> Reason.BAD_FLAC_HEADER;
          case DAMAGED -> Reason.FLAC_DAMAGED;
          case CUT -> Reason.FLAC_CUT;
        };
    return new WavException(reason, file, "FLAC: " + e.getMessage(), e);
  }

  /** The bytes of a source, one after the other. */
  private static final class SourceStream extends InputStream {
    private final ByteSource source;
    private long position;

    private SourceStream(ByteSource source, long start) {
      this.source = source;
      position = start;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer next = source.read(position, length);
      int count = next.remaining();
      next.get(bytes, offset, count);
      position += count;
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
