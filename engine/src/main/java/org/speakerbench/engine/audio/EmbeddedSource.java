package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.speakerbench.engine.audio.WavException.Reason;

/** The bytes of one clip inside of a file. */
final class EmbeddedSource implements ByteSource {

  /** {@code AUDI}: kaldiio writes {@code AUDIO}, the length in eight bytes, and then a clip. */
  private static final int AUDIO = 0x49445541;

  private static final int AUDIO_HEADER_BYTES = 5 + Long.BYTES;
  private static final int RIFF = 0x46464952;
  private static final int RIFX = 0x58464952;

  /** Sizes from here on mean that the writer did not know them. */
  private static final long UNKNOWN = 0x7FFF_0000L;

  private final ByteSource file;
  private final long start;
  private final long size;

  private EmbeddedSource(ByteSource file, long start, long size) {
    this.file = file;
    this.start = start;
    this.size = size;
  }

  /**
   * Finds the end of the clip: where its own header says, or that of the archive.
   *
   * @throws WavException if the file has no such offset, or neither says where the clip ends
   */
  static EmbeddedSource open(Path path, long offset) throws IOException {
    FileSource file = new FileSource(FileChannel.open(path, StandardOpenOption.READ));
    try {
      return find(file, path + ":" + offset, offset);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static EmbeddedSource find(FileSource file, String name, long offset) throws IOException {
    long rest = file.size() - offset;
    if (offset < 0 || rest <= 0) {
      throw new WavException(
          Reason.UNREADABLE,
          name,
          "found " + file.size() + " bytes, expected a clip at byte " + offset);
    }
    ByteBuffer header = file.read(offset, AUDIO_HEADER_BYTES);
    int at = header.position();
    if (header.remaining() < AUDIO_HEADER_BYTES) {
      return new EmbeddedSource(file, offset, rest);
    }
    int magic = header.getInt(at);
    if (magic == AUDIO && header.get(at + 4) == 'O') {
      long length = header.getLong(at + 5);
      if (length < 0 || length > rest - AUDIO_HEADER_BYTES) {
        throw new WavException(
            Reason.UNREADABLE,
            name,
            "found "
                + (rest - AUDIO_HEADER_BYTES)
                + " bytes, expected "
                + length
                + " as the archive states");
      }
      return new EmbeddedSource(file, offset + AUDIO_HEADER_BYTES, length);
    }
    if (magic != RIFF && magic != RIFX) {
      return new EmbeddedSource(file, offset, rest); // FLAC knows its end by itself
    }
    ByteOrder order = magic == RIFX ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long declared = Integer.toUnsignedLong(header.order(order).getInt(at + 4));
    if (declared == 0 || declared >= UNKNOWN) {
      throw new WavException(
          Reason.UNREADABLE,
          name,
          "RIFF size is " + declared + ", expected that of a clip inside of a file");
    }
    return new EmbeddedSource(file, offset, Math.min(rest, declared + Chunk.HEADER_BYTES));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ByteBuffer read(long position, int length) throws IOException {
    long there = Math.max(0, Math.min(length, size - position));
    return file.read(start + Math.min(position, size), (int) there);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
