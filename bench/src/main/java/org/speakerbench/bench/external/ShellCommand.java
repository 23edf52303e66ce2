package org.speakerbench.bench.external;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.speakerbench.bench.measure.ForkFailedException;
import org.speakerbench.bench.measure.Timing;
import org.speakerbench.engine.SpeakerbenchException;

/** Runs one command and times it. */
final class ShellCommand {
  /** A shell around the command's own: whatever that one does, its CPU time is told. */
  private static final String OUTER = "sh -c \"$1\"; status=$?; times > \"$2\"; exit \"$status\"";

  private static final double NANOS_PER_MS = 1e6;
  private static final int LONGEST_LINE = 300;

  private final Path folder;
  private final Duration timeout;

  /**
   * Times of one run, start and end of the process included.
   *
   * @param wallMs elapsed time, ms
   * @param cpuMs CPU time of all processes and threads, ms; NaN where the shell does not tell
   */
  record Timing(double wallMs, double cpuMs) {}

  /**
   * A place to run commands.
   *
   * @param folder for what they print
   * @param timeout after which a command is ended
   */
  ShellCommand(Path folder, Duration timeout) {
    this.folder = folder;
    this.timeout = timeout;
  }

  /**
   * Runs a command to its end, in the current folder and without input.
   *
   * @throws ForkFailedException if it fails or does not end
   */
  Timing run(String command) throws ForkFailedException, IOException {
    Path printed = folder.resolve("printed.txt");
    Path times = folder.resolve("times.txt");
    Files.deleteIfExists(times);
    ProcessBuilder builder =
        new ProcessBuilder(List.of("sh", "-c", OUTER, "sh", command, times.toString()))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .redirectInput(new File("/dev/null"));
    long start = System.nanoTime();
    int status = waitFor(start(builder));
    double wallMs = (System.nanoTime() - start) / NANOS_PER_MS;
    if (status != 0) {
      throw new ForkFailedException(
          "exit code " + status + ", expected 0; the last line that it printed: " + last(printed),
          null);
    }
    return new Timing(wallMs, ChildTimes.cpuMs(times));
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "--external: cannot start sh, expected a POSIX shell: " + e.getMessage(), e);
    }
  }

  private int waitFor(Process process) throws ForkFailedException {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new ForkFailedException(
          "it was ended after " + timeout.toMillis() / 1000.0 + " s, expected it to end by itself",
          null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException("--external: interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Why programs fail is mostly the last that they say. */
  private static String last(Path printed) throws IOException {
    String text = new String(Files.readAllBytes(printed), StandardCharsets.UTF_8);
    String line = text.lines().filter(l -> !l.isBlank()).reduce("(none)", (a, b) -> b).strip();
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
  }
}
