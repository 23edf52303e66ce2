package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A regular file, read through one window. Its memory is that of the largest read, never that of
 * the file.
 */
final class FileSource implements ByteSource {

  /** One page: a usual header in one system call, and a walk over small chunks in few. */
  private static final int READ_AHEAD_BYTES = 4096;

  private final FileChannel channel;
  private final long size;
  private byte[] window = new byte[READ_AHEAD_BYTES];
  private long windowStart;
  private int windowBytes;

  FileSource(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ByteBuffer read(long position, int length) throws IOException {
    if (position < windowStart || position + length > windowStart + windowBytes) {
      fill(position, Math.max(length, READ_AHEAD_BYTES));
    }
    int offset = (int) (position - windowStart);
    int available = Math.min(length, windowBytes - offset);
    return ByteBuffer.wrap(window, offset, available).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(long position, int length) throws IOException {
    if (window.length < length) {
      window = new byte[length];
    }
    ByteBuffer target = ByteBuffer.wrap(window, 0, length);
    int read = 0;
    while (target.hasRemaining() && read >= 0) {
      read = channel.read(target, position + target.position());
    }
    windowStart = position;
    windowBytes = target.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
