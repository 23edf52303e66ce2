package org.speakerbench.engine.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;

/** Bytes of an archive from some place on; knows where it is, for messages. */
final class KaldiInput implements AutoCloseable {
  static final int END = -1;

  private final Path file;
  private final InputStream in;
  private final long size;
  private long position;

  private KaldiInput(Path file, FileChannel channel, long offset) throws IOException {
    this.file = file;
    size = channel.size();
    position = offset;
    in = new BufferedInputStream(Channels.newInputStream(channel.position(offset)), 1 << 16);
  }

  /** Opens a file at an offset in bytes. */
  static KaldiInput open(Path file, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new KaldiInput(file, channel, offset);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The next byte, which stays; {@link #END} behind the last. */
  int peek() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next;
  }

  /** The next byte; {@link #END} behind the last. */
  int read() throws IOException {
    int next = in.read();
    position += next == END ? 0 : 1;
    return next;
  }

  /** So many bytes, little endian; memory is asked for only if the file has them. */
  ByteBuffer bytes(long count) throws IOException {
    if (count > size - position || count > Integer.MAX_VALUE - 8) {
      throw wrong(
          "found " + (size - position) + " more bytes", "the " + count + " that its header says");
    }
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw new EOFException(file + " became shorter while it was read");
    }
    position += count;
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes up to white space, which stays, as Latin-1; empty at the end. */
  String word(int longest) throws IOException {
    StringBuilder word = new StringBuilder();
    for (int next = peek(); next > ' '; next = peek()) {
      if (word.length() == longest) {
        throw wrong("found \"" + word.substring(0, Math.min(20, longest)) + "...\"", "an archive");
      }
      word.append((char) read());
    }
    return word.toString();
  }

  /** Goes to what is no white space. */
  void skipSpace() throws IOException {
    for (int next = peek(); next >= 0 && next <= ' ' && next != 0; next = peek()) {
      read();
    }
  }

  SpeakerbenchException wrong(String found, String expected) {
    return new SpeakerbenchException(
        file + ", byte " + position + ": " + found + ", expected " + expected);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
