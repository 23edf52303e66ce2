package org.speakerbench.engine.internal;

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

  private static final Temporaries TEMPORARIES = Temporaries.ofProcess();

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
   * link is followed. What is no regular file, such as {@code /dev/stdout} or a pipe, is written to
   * directly.
   *
   * @throws WriteFailedException if the file system takes no more
   */
  public static void write(Path target, Content content) throws IOException {
    Path real = target;
    if (Files.exists(target)) {
      if (!Files.isRegularFile(target) && !Files.isDirectory(target)) { // a pipe has no real path
        writeTo(target, Files.newOutputStream(target, StandardOpenOption.WRITE), content);
        return;
      }
      real = target.toRealPath();
    }
    Path temporary = real.resolveSibling(temporaryName(real));
    boolean complete = false;
    try {
      writeTo(real, TEMPORARIES.make(temporary), content);
      Files.move(
          temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      complete = true;
    } finally {
      if (complete) {
        TEMPORARIES.renamed(temporary);
      } else {
        TEMPORARIES.delete(temporary);
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

  private static void writeTo(Path target, OutputStream file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(WriteFailedException.naming(target, file))) {
      content.writeTo(out);
    }
  }
}
