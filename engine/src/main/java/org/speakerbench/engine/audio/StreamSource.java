package org.speakerbench.engine.audio;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * A stream, held in memory. It is read as far as somebody asks for it, so that an endless stream of
 * something else is refused at once.
 */
final class StreamSource implements ByteSource {

  /** The largest array that common virtual machines allocate. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** What is asked for at a time by those who read on; whoever jumps further takes all. */
  private static final int STEP_BYTES = 64 * 1024;

  private final InputStream stream;
  private final String name;
  private final int maxBytes;
  private byte[] bytes;
  private int count;
  private boolean complete;

  StreamSource(InputStream stream, String name) throws IOException {
    this(stream, name, MAX_BYTES);
  }

  /** A stream of at most {@code maxBytes}, which are more than those of a RIFF header. */
  StreamSource(InputStream stream, String name, int maxBytes) throws IOException {
    this.stream = stream;
    this.name = name;
    this.maxBytes = maxBytes;
    this.bytes = stream.readNBytes(RiffHeader.BYTES);
    this.count = bytes.length;
  }

  /** A stream that stays open when this is closed. */
  static StreamSource lent(InputStream stream, String name) throws IOException {
    InputStream kept =
        new FilterInputStream(stream) {
          @Override
          public void close() {
            // it is the caller's
          }
        };
    return new StreamSource(kept, name);
  }

  @Override
  public long size() throws IOException {
    complete();
    return count;
  }

  @Override
  public ByteBuffer read(long position, int length) throws IOException {
    require(position + length);
    int offset = (int) Math.min(position, count);
    int available = Math.min(length, count - offset);
    return ByteBuffer.wrap(bytes, offset, available).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads up to a byte, if the stream has so many. */
  private void require(long end) throws IOException {
    if (end <= count || complete) {
      return;
    }
    if (end - count > STEP_BYTES || end > maxBytes) {
      complete();
      return;
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(end, 2L * count)));
    }
    int read = stream.readNBytes(bytes, count, (int) end - count);
    complete = read < end - count;
    count += read;
  }

  private void complete() throws IOException {
    if (complete) {
      return;
    }
    byte[] rest = stream.readNBytes(maxBytes - count);
    if (count + rest.length == maxBytes && stream.read() >= 0) {
      throw new WavException(
          Reason.TOO_LARGE, name, "found a longer stream, expected at most " + maxBytes + " bytes");
    }
    bytes = Arrays.copyOf(bytes, count + rest.length);
    System.arraycopy(rest, 0, bytes, count, rest.length);
    count = bytes.length;
    complete = true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
