package org.speakerbench.engine.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is written under a temporary name, {@code .NAME.RANDOM.tmp} in the same folder, and
 * appears as a whole when it is published; closed before that, nothing of it is left.
 */
public final class PendingFile implements AutoCloseable {
  /** Of the target's name in the temporary one, so that it stays below the limit for names. */
  private static final int NAME_BYTES = 180;

  private static final Temporaries TEMPORARIES = Temporaries.ofProcess();

  private final Path target;
  private final Path temporary;
  private final OutputStream out;
  private boolean published;

  private PendingFile(Path target, Path temporary, OutputStream out) {
    this.target = target;
    this.temporary = temporary;
    this.out = out;
  }

  /** Begins a file; a symbolic link is followed when it is published. */
  public static PendingFile open(Path target) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target;
    String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path temporary =
        real.resolveSibling("." + prefix(real.getFileName().toString()) + "." + random + ".tmp");
    OutputStream file = WriteFailedException.naming(real, TEMPORARIES.make(temporary));
    return new PendingFile(real, temporary, new BufferedOutputStream(file));
  }

  /** Where its content goes. */
  public OutputStream out() {
    return out;
  }

  /** Gives the file its name; one that is there is replaced. */
  public void publish() throws IOException {
    out.close();
    rename();
  }

  /** The same, and the file and its name outlive a loss of power. */
  public void publishDurably() throws IOException {
    out.close();
    force(temporary);
    rename();
    forceFolder(target);
  }

  private void rename() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    published = true;
    TEMPORARIES.renamed(temporary);
  }

  /** Deletes it, unless it is published. */
  @Override
  public void close() throws IOException {
    if (!published) {
      try {
        out.close();
      } finally {
        TEMPORARIES.delete(temporary);
      }
    }
  }

  /** Waits until the content of a file is where a loss of power leaves it. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** The same for the names in the folder of a file, where the system can do that. */
  public static void forceFolder(Path file) {
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      // Windows opens no folders: there the file system itself keeps names.
    }
  }

  /** What the temporary names of a file of this name begin with, behind the point. */
  public static String prefix(String name) {
    int end = 0;
    for (int bytes = 0; end < name.length(); ) {
      int character = name.codePointAt(end);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > NAME_BYTES) {
        break;
      }
      end += Character.charCount(character);
    }
    return name.substring(0, end);
  }

  /** The prefix of a temporary file's name; null if the name is none of a temporary file. */
  public static String prefixOf(String temporary) {
    int end = temporary.length() - ".tmp".length();
    int random = temporary.lastIndexOf('.', end - 1);
    boolean ours =
        temporary.startsWith(".")
            && temporary.endsWith(".tmp")
            && random > 1
            && temporary.substring(random + 1, end).matches("[0-9a-z]{1,13}");
    return ours ? temporary.substring(1, random) : null;
  }
}
