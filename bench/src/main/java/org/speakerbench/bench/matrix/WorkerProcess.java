package org.speakerbench.bench.matrix;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Runs workers, each in a JVM of its own: two ONNX Runtimes do not fit into one, and what crashes
 * or hangs takes nothing else with it.
 */
final class WorkerProcess {
  private static final int LONGEST_LINE = 300;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String java;
  private final String ownClasses;
  private final Path folder;
  private final JvmCrash crash;
  private final Duration stillness;

  /**
   * What a worker did.
   *
   * @param content what it wrote
   * @param ending how it ended
   */
  record Outcome(AnswerFile.Content content, Ending ending) {}

  /**
   * @param java the command that starts a JVM
   * @param ownClasses class path of this program
   * @param folder for files between the processes
   * @param stillness after which a worker that writes nothing is taken to hang
   */
  WorkerProcess(String java, String ownClasses, Path folder, Duration stillness) {
    this.java = java;
    this.ownClasses = ownClasses;
    this.folder = folder;
    crash = new JvmCrash(folder);
    this.stillness = stillness;
  }

  /** Runs a job to its end, under a release. */
  Outcome run(Job job, Release release) throws IOException {
    return run(MatrixWorker.class, job, release);
  }

  /** The same by another worker. */
  Outcome run(Class<?> main, Job job, Release release) throws IOException {
    Path file = folder.resolve("job");
    Path answers = folder.resolve("answers");
    Path printed = folder.resolve("printed.txt");
    Files.deleteIfExists(answers);
    job.write(file);
    ProcessBuilder builder =
        command(release, main, file.toString(), answers.toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    Process process = start(builder);
    boolean hung = false;
    try {
      hung = !waitFor(process, answers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException("matrix: interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    AnswerFile.Content content = AnswerFile.read(answers);
    if (hung) {
      return new Outcome(
          content,
          new Ending(
              Ending.Kind.HUNG, "nothing came for " + stillness.toSeconds() + " s, it was ended"));
    }
    return new Outcome(content, ending(process.exitValue(), printed));
  }

  /** A JVM with a release in front of its class path, without input. */
  ProcessBuilder command(Release release, Class<?> main, String... arguments) {
    List<String> words = new ArrayList<>(List.of(java));
    words.addAll(crash.arguments());
    words.addAll(
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            release.isOwn() ? ownClasses : release.jar() + File.pathSeparator + ownClasses,
            main.getName()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    // Each release's native library is unpacked there, and goes with the folder.
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder;
  }

  Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot start " + java + ", expected a Java runtime: " + e.getMessage(), e);
    }
  }

  /** Whether it ended by itself. */
  private boolean waitFor(Process process, Path answers) throws InterruptedException {
    long size = -1;
    long since = System.nanoTime();
    while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      long now = answers.toFile().length();
      if (now != size) {
        size = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > stillness.toNanos()) {
        process.destroyForcibly().waitFor();
        return false;
      }
    }
    return true;
  }

  private Ending ending(int exitCode, Path printed) throws IOException {
    if (exitCode == 0) {
      return Ending.GOOD;
    }
    Optional<String> signal = crash.signal(exitCode);
    return signal.isPresent()
        ? new Ending(Ending.Kind.SIGNAL, signal.get())
        : new Ending(Ending.Kind.FAILED, "exit code " + exitCode + ": " + last(printed));
  }

  private static String last(Path printed) throws IOException {
    String text = new String(Files.readAllBytes(printed), StandardCharsets.UTF_8);
    String line = text.lines().filter(l -> !l.isBlank()).reduce("(nothing)", (a, b) -> b).strip();
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
  }
}
