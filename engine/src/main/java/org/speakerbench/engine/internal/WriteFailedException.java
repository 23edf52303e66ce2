package org.speakerbench.engine.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A file that could not be written to its end; the message names it and the reason. */
public final class WriteFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private WriteFailedException(Path file, IOException cause) {
    super(file + " cannot be written: " + cause.getMessage(), cause);
  }

  /** A file that could not be written, and why. */
  public static WriteFailedException of(Path file, IOException cause) {
    return cause instanceof WriteFailedException named
        ? named
        : new WriteFailedException(file, cause);
  }

  /** The same stream, whose errors name the file that is to be written. */
  static OutputStream naming(Path file, OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int b) throws IOException {
        named(() -> out.write(b));
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        named(() -> out.write(bytes, offset, length));
      }

      @Override
      public void flush() throws IOException {
        named(out::flush);
      }

      @Override
      public void close() throws IOException {
        named(out::close);
      }

      private void named(Writing writing) throws IOException {
        try {
          writing.run();
        } catch (IOException e) {
          throw new WriteFailedException(file, e);
        }
      }
    };
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }
}
