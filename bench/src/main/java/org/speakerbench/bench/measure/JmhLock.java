package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * JMH's lock file, {@code jmh.lock} in the folder for temporary files: JMH locks it so that one
 * measurement runs at a time on a machine.
 */
public final class JmhLock {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final String WAY_ON =
      "; wait for it, or give this run another folder for temporary files: TMPDIR=FOLDER before the"
          + " command";

  private final Path file;
  private final Path locks;

  JmhLock(Path file, Path locks) {
    this.file = file;
    this.locks = locks;
  }

  /** The lock that JMH takes in this JVM. */
  public static JmhLock ofThisJvm() {
    return new JmhLock(Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock"), LOCKS);
  }

  /**
   * Checks that JMH can take the lock now: it opens the file as JMH does, and lets go again. Not
   * for a process that holds it: to close a file gives up the locks that the process has on it.
   *
   * @throws SpeakerbenchException naming who holds it, or whose file it is
   */
  public void inspect() {
    if (Boolean.getBoolean("jmh.ignoreLock")) {
      return;
    }
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        FileLock lock = opened.getChannel().tryLock()) {
      if (lock == null) {
        throw isHeld(null);
      }
    } catch (OverlappingFileLockException e) {
      throw isHeld(e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "JMH's lock "
              + file
              + ": "
              + (Files.exists(file)
                  ? "found a file of user " + owner() + " that this user cannot lock"
                  : "it cannot be made: " + e.getMessage())
              + ", expected a file of one's own"
              + WAY_ON.replace("wait for it, or ", ""),
          e);
    }
  }

  private SpeakerbenchException isHeld(Exception cause) {
    return new SpeakerbenchException(
        "JMH's lock "
            + file
            + ": found another measurement that holds it, "
            + holder()
            + ", expected one at a time"
            + WAY_ON,
        cause);
  }

  private String owner() {
    try {
      return Files.getOwner(file).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "another name";
    }
  }

  /** Who holds it, as far as the kernel tells. */
  private String holder() {
    Optional<Long> pid = pid();
    return pid.flatMap(ProcessHandle::of)
        .map(
            process ->
                "process "
                    + process.pid()
                    + " of user "
                    + process.info().user().orElse("unknown")
                    + process.info().command().map(program -> " (" + program + ")").orElse(""))
        .orElse(
            pid.map(number -> "process " + number)
                .orElse("a process that cannot be seen from here"));
  }

  /**
   * The process of the line with the file's inode in Linux's list of locks, such as {@code 1: POSIX
   * ADVISORY WRITE 4711 fe:00:131 0 EOF}. The device is not compared: a file system in layers shows
   * another one there.
   */
  private Optional<Long> pid() {
    try {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      for (String line : Files.readAllLines(locks)) {
        List<String> words = List.of(line.strip().split("\\s+"));
        if (words.size() > 5 && words.get(1).equals("POSIX") && words.get(5).endsWith(inode)) {
          return Optional.of(Long.valueOf(words.get(4))).filter(pid -> pid > 0);
        }
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty(); // not Linux, or a container that hides it
    }
    return Optional.empty();
  }
}
