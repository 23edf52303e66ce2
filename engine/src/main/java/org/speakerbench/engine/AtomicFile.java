package org.speakerbench.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Files that are either complete or not there. */
public final class AtomicFile {
  /** Of the target's name in the temporary one, so that it stays below the limit for names. */
  private static final int NAME_CHARACTERS = 40;

  private AtomicFile() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary name, {@code .NAME.RANDOM.tmp} in the same folder, and renames it when
   * complete; an existing file is replaced. Whatever fails, no part of the content is left behind.
   * A symbolic link is followed. What is no regular file, such as {@code /dev/stdout} or a pipe, is
   * written to directly.
   */
  public static void write(Path target, Content content) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target;
    if (Files.exists(real) && !Files.isRegularFile(real) && !Files.isDirectory(real)) {
      writeTo(real, content, StandardOpenOption.WRITE);
      return;
    }
    Path temporary = real.resolveSibling(temporaryName(real));
    try {
      writeTo(temporary, content, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      Files.move(
          temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
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
    String glob = "." + prefix(target) + ".*.tmp";
    try (var leftovers = Files.newDirectoryStream(target.toAbsolutePath().getParent(), glob)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  private static String temporaryName(Path target) {
    String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    return "." + prefix(target) + "." + random + ".tmp";
  }

  private static String prefix(Path target) {
    String name = target.getFileName().toString();
    return name.substring(0, Math.min(NAME_CHARACTERS, name.length()));
  }

  private static void writeTo(Path file, Content content, StandardOpenOption... options)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, options))) {
      content.writeTo(out);
    }
  }
}
