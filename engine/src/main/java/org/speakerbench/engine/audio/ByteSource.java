package org.speakerbench.engine.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.speakerbench.engine.audio.WavException.Reason;

/** Random access to the bytes of one file or stream. */
interface ByteSource extends Closeable {

  /** Number of bytes in all. */
  long size() throws IOException;

  /**
   * The bytes from {@code position} on: {@code length} of them, or fewer where the source ends.
   * Array-backed, little-endian, its bytes between position and limit; valid until the next call.
   */
  ByteBuffer read(long position, int length) throws IOException;

  /** Reads bytes that are there, unless the file shrinks while it is read. */
  default ByteBuffer readFully(long position, int length, String file) throws IOException {
    ByteBuffer bytes = read(position, length);
    if (bytes.remaining() < length) {
      throw new WavException(
          Reason.UNREADABLE,
          file,
          "the file shrank while it was read: found "
              + bytes.remaining()
              + " bytes at byte "
              + position
              + ", expected "
              + length);
    }
    return bytes;
  }

  /** Opens a regular file for random access, and anything else (a pipe, a device) as a stream. */
  static ByteSource open(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new WavException(
          Reason.UNREADABLE, path.toString(), "found a folder, expected a WAV file");
    }
    return attributes.isRegularFile()
        ? new FileSource(FileChannel.open(path, StandardOpenOption.READ))
        : new StreamSource(Files.newInputStream(path), path.toString());
  }
}
