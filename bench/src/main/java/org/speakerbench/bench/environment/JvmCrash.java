package org.speakerbench.bench.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * JVMs that are started in this one's place because native code in them may crash, and what is said
 * of one that did. Their error files are written to a folder of their own, read, and deleted: none
 * is left where the user works.
 *
 * @param folder where error files go; it is deleted when this JVM ends
 */
public record JvmCrash(Path folder) {
  private static final String CRASHED = "CRASHED by ";

  /** POSIX: a shell, and Java, give a process that a signal ended this and the signal's number. */
  private static final int SIGNALLED = 128;

  /** Signals that a process raises by what it does; the others are sent to it. Linux' numbers. */
  private static final Map<Integer, String> OWN =
      Map.of(4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV");

  /** HotSpot's error file: {@code # SIGSEGV (0xb) at pc=...}, {@code # C [libx.so+0x1b] f+0x2}. */
  private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x.*");

  private static final Pattern LIBRARY = Pattern.compile("# C\\s+\\[([^+\\]]+).*");

  /** Start of the argument that says where error files go. */
  public static final String ERROR_FILE = "-XX:ErrorFile=";

  private static final String ERROR_FILES = "hs_err_*.log";

  /** With a new folder. */
  public static JvmCrash watch() {
    try {
      Path folder = Files.createTempDirectory("speakerbench-crash-");
      folder.toFile().deleteOnExit();
      return new JvmCrash(folder);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot make a folder for temporary files: " + Reasons.of(e), e);
    }
  }

  /** Arguments of the JVM that is watched. */
  public List<String> arguments() {
    return List.of(
        ERROR_FILE + folder.resolve("hs_err_%p.log").toAbsolutePath(),
        "-XX:-CreateCoredumpOnCrash");
  }

  /**
   * What to say of a JVM that ended, for instance {@code CRASHED by SIGSEGV in libx.so}; empty if
   * it did not crash. One is asked at a time.
   *
   * @param exitCode 128 and the number of a signal, if that ended it
   */
  public Optional<String> reason(int exitCode) {
    return signal(exitCode).map(signal -> CRASHED + signal);
  }

  /** The signal alone, for instance {@code SIGSEGV in libx.so}; likewise. */
  public Optional<String> signal(int exitCode) {
    List<String> told = takeErrorFiles();
    // HotSpot ends itself with another exit code than the signal's: its file has the signal.
    return first(SIGNAL, told)
        .or(() -> Optional.ofNullable(OWN.get(exitCode - SIGNALLED)))
        .map(signal -> signal + first(LIBRARY, told).map(library -> " in " + library).orElse(""));
  }

  /** Whether a reason that a process failed for is that it crashed. */
  public static boolean isIn(String reason) {
    return reason.contains(CRASHED);
  }

  private static Optional<String> first(Pattern pattern, List<String> lines) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private List<String> takeErrorFiles() {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ERROR_FILES)) {
      for (Path file : files) {
        // A crash may leave any bytes in a name.
        lines.addAll(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList());
        Files.delete(file);
      }
    } catch (IOException e) {
      return lines; // the signal is known all the same
    }
    return lines;
  }
}
