package org.speakerbench.bench.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * The folder of a report. While the run goes on it is called {@code NAME.incomplete}; the last step
 * gives it its name. A run that is cut off leaves it under the first name, with what was measured.
 */
public final class ReportFolder {
  /** JMH's own text. */
  public static final String JMH_LOG = "jmh.log";

  private static final String INCOMPLETE = ".incomplete";
  private static final Pattern NAMED_INCOMPLETE =
      Pattern.compile("(.+)" + Pattern.quote(INCOMPLETE) + "(-\\d+)?");

  /** Locked while a run writes. */
  private static final String IN_USE = "running.lock";

  private final Path target;
  private final Path working;

  private final FileChannel inUse;

  private ReportFolder(Path target, Path working) throws IOException {
    this.target = target;
    this.working = working;
    inUse =
        FileChannel.open(
            working.resolve(IN_USE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    inUse.tryLock();
  }

  /**
   * Checks that a report can be written there; makes nothing.
   *
   * @throws SpeakerbenchException if the folder is not empty, or cannot be made
   */
  public static void requireFree(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
      throw new SpeakerbenchException(
          "--out "
              + target
              + ": found "
              + (Files.isDirectory(absolute) ? "a folder that is not empty" : "a file")
              + ", expected a new or an empty folder: reports are not overwritten");
    }
    Path existing = absolute.getParent();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing)) {
      throw cannotBeMade(target, existing + " is no folder", null);
    }
    try {
      // The only question that every system answers truly, to the superuser too.
      Files.delete(Files.createTempFile(existing, ".speakerbench", ".probe"));
    } catch (IOException e) {
      throw cannotBeMade(target, existing + " cannot be written to (" + Reasons.of(e) + ")", e);
    }
  }

  private static SpeakerbenchException cannotBeMade(Path target, String found, Exception cause) {
    return new SpeakerbenchException(
        "--out " + target + ": found that " + found + ", expected a place for a new folder", cause);
  }

  private static boolean isEmptyFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new SpeakerbenchException("--out " + folder + ": cannot be read: " + Reasons.of(e), e);
    }
  }

  /** The first of {@code NAME}, {@code NAME-2}, ... in a folder that does not exist yet. */
  public static Path unused(Path parent, String name) {
    Path candidate = parent.resolve(name);
    for (int i = 2; Files.exists(candidate); i++) {
      candidate = parent.resolve(name + "-" + i);
    }
    return candidate;
  }

  /** Makes the folder to work in; until it is complete or released it counts as in use. */
  public static ReportFolder create(Path target) throws IOException {
    requireFree(target);
    Path parent = target.toAbsolutePath().normalize().getParent();
    Files.createDirectories(parent);
    String name = target.toAbsolutePath().normalize().getFileName() + INCOMPLETE;
    for (int i = 1; ; i++) {
      Path working = parent.resolve(i == 1 ? name : name + "-" + i);
      try {
        return new ReportFolder(target, Files.createDirectory(working));
      } catch (FileAlreadyExistsException e) {
        // an earlier run that was cut off: it is kept
      }
    }
  }

  private static boolean isInUse(Path folder) throws IOException {
    Path file = folder.resolve(IN_USE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return opened.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true; // by this process
    }
  }

  /**
   * Gives the folder of a run that was cut off the name that it would have had, or {@code NAME-2}
   * and so on if another has it.
   *
   * @return the folder: the same if it has its name, or if its run still goes on
   */
  public static Path finish(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Matcher name = NAMED_INCOMPLETE.matcher(absolute.getFileName().toString());
    if (!name.matches() || isInUse(absolute)) {
      return folder;
    }
    Files.deleteIfExists(absolute.resolve(IN_USE));
    Path target = unused(absolute.getParent(), name.group(1));
    Files.move(absolute, target, StandardCopyOption.ATOMIC_MOVE);
    return folder.resolveSibling(target.getFileName());
  }

  /** The run ended, in whatever way. */
  public void release() throws IOException {
    if (inUse.isOpen()) {
      Files.deleteIfExists(working.resolve(IN_USE));
      inUse.close();
    }
  }

  /** Where to write while the run goes on. */
  public Path working() {
    return working;
  }

  /** Whether anything was measured. */
  public boolean holdsResults() {
    return Files.exists(working.resolve(SummaryCsv.FILE));
  }

  /** The run ended before anything was measured: nothing stays behind. */
  public void discard() throws IOException {
    release();
    Files.deleteIfExists(working.resolve(JMH_LOG));
    Files.deleteIfExists(working);
  }

  /** Gives the folder its name and returns it. */
  public Path complete() throws IOException {
    release();
    Files.deleteIfExists(target); // empty, or it was refused
    return Files.move(working, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
