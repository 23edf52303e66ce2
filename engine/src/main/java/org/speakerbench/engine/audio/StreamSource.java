package org.speakerbench.engine.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * A stream, held in memory. Beyond the RIFF header it is read only when somebody asks for more, so
 * that an endless stream of something else is refused at once.
 */
final class StreamSource implements ByteSource {

  /** The largest array that common virtual machines allocate. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final InputStream stream;
  private final String name;
  private final int maxBytes;
  private byte[] bytes;
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
  }

  @Override
  public long size() throws IOException {
    complete();
    return bytes.length;
  }

  @Override
  public ByteBuffer read(long position, int length) throws IOException {
    if (position + length > bytes.length) {
      complete();
    }
    int offset = (int) Math.min(position, bytes.length);
    int available = Math.min(length, bytes.length - offset);
    return ByteBuffer.wrap(bytes, offset, available).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void complete() throws IOException {
    if (complete) {
      return;
    }
    int headerBytes = bytes.length;
    byte[] rest = stream.readNBytes(maxBytes - headerBytes);
    if (headerBytes + rest.length == maxBytes && stream.read() >= 0) {
      throw new WavException(
          Reason.TOO_LARGE, name, "found a longer stream, expected at most " + maxBytes + " bytes");
    }
    bytes = Arrays.copyOf(bytes, headerBytes + rest.length);
    System.arraycopy(rest, 0, bytes, headerBytes, rest.length);
    complete = true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
