package org.speakerbench.engine.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are either complete or not there. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary name, {@code .NAME.RANDOM.tmp} in the same folder, and renames it when
   * complete; an existing file is replaced. Whatever fails, and when the JVM is told to end, no
   * part of the content is left behind; once the JVM shuts down nothing can be written. A symbolic
   * link is followed. What is no file of its own, such as {@code /dev/stdout} or a pipe, is written
   * to directly.
   *
   * @throws WriteFailedException if the file system takes no more
   */
  public static void write(Path target, Content content) throws IOException {
    write(target, content, false);
  }

  /**
   * The same.
   *
   * @param durably whether the file shall outlive a loss of power when this returns
   */
  public static void write(Path target, Content content, boolean durably) throws IOException {
    if (DirectFile.is(target)) {
      OutputStream direct = WriteFailedException.naming(target, DirectFile.open(target));
      try (OutputStream out = new BufferedOutputStream(direct)) {
        content.writeTo(out);
      }
      return;
    }
    try (PendingFile file = PendingFile.open(target)) {
      content.writeTo(file.out());
      if (durably) {
        file.publishDurably();
      } else {
        file.publish();
      }
    }
  }

  /** Writes text as UTF-8. */
  public static void write(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Deletes temporary files of a target that an ended process left. Only for a caller who knows
   * that no one is writing the target.
   */
  public static void deleteLeftovers(Path target) throws IOException {
    String prefix = PendingFile.prefix(target.getFileName().toString());
    try (var files =
        Files.newDirectoryStream(
            target.toAbsolutePath().getParent(),
            file -> prefix.equals(PendingFile.prefixOf(file.getFileName().toString())))) {
      for (Path leftover : files) {
        Files.deleteIfExists(leftover);
      }
    }
  }
}
