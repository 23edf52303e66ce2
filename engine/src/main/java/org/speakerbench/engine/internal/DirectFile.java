package org.speakerbench.engine.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Places to write to that are no file of their own, such as {@code /dev/stdout}, {@code /dev/fd/63}
 * of the shell's {@code >(...)}, or a named pipe: they are written to and never replaced.
 */
public final class DirectFile {
  /** Even where a regular file is behind it: whoever opened that waits for what comes there. */
  private static final Pattern DESCRIPTOR =
      Pattern.compile("/dev/(stdout|stderr|fd/\\d+)|/proc/(self|\\d+)/fd/\\d+");

  private static final Pattern STDOUT = Pattern.compile("/dev/stdout|/dev/fd/1|/proc/self/fd/1");
  private static final Pattern STDERR = Pattern.compile("/dev/stderr|/dev/fd/2|/proc/self/fd/2");

  private DirectFile() {}

  /** Whether a path names such a place. */
  public static boolean is(Path path) {
    return DESCRIPTOR.matcher(path.toString()).matches()
        || Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /** Whether it is where the program prints. */
  public static boolean isStdout(Path path) {
    return STDOUT.matcher(path.toString()).matches();
  }

  /**
   * Opens one. What is open already is written to as it stands; a regular file behind another
   * descriptor gets what is written at its end.
   */
  static OutputStream open(Path path) throws IOException {
    if (isStdout(path)) {
      return kept(FileDescriptor.out);
    }
    if (STDERR.matcher(path.toString()).matches()) {
      return kept(FileDescriptor.err);
    }
    return Files.isRegularFile(path)
        ? Files.newOutputStream(path, StandardOpenOption.APPEND)
        : Files.newOutputStream(path, StandardOpenOption.WRITE);
  }

  /** A stream whose end leaves the descriptor open. */
  private static OutputStream kept(FileDescriptor descriptor) {
    return new FileOutputStream(descriptor) {
      @Override
      public void close() {
        // others print there too
      }
    };
  }
}
