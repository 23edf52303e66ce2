package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which signal ended a process. A JVM whose native code crashes writes an error file, in which the
 * signal and the library stand, and then aborts itself: its exit code tells only that.
 */
final class Signals {
  /**
   * A shell and Java's Process give a process that a signal ended this exit code and its number.
   */
  private static final int BASE = 128;

  private static final int LAST = 64;

  /** By their numbers on Linux and macOS; what differs between them is left a number. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 8,
          "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  /** {@code # SIGSEGV (0xb) at pc=0x00007f...}. */
  private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG[A-Z0-9]+) \\(0x.*");

  /** {@code # C [libonnxruntime.so+0x1234]}, or with a name of a function behind it. */
  private static final Pattern FRAME = Pattern.compile("#\\s+C\\s+\\[([^+\\]]+).*");

  private Signals() {}

  /**
   * The signal that ended a process; empty if none did.
   *
   * @param errorFile of the JVM; need not be there
   */
  static Optional<String> of(int exitCode, Path errorFile) throws IOException {
    if (exitCode <= BASE || exitCode > BASE + LAST) {
      return Optional.empty();
    }
    int number = exitCode - BASE;
    String signal = NAMES.getOrDefault(number, "signal " + number);
    String library = "";
    if (Files.isRegularFile(errorFile)) {
      for (String line : Files.readAllLines(errorFile)) {
        Matcher named = SIGNAL.matcher(line);
        Matcher frame = FRAME.matcher(line);
        if (named.matches()) {
          signal = named.group(1);
        } else if (frame.matches()) {
          library = " in " + frame.group(1);
          break;
        }
      }
    }
    return Optional.of(signal + library);
  }
}
