package org.speakerbench.bench.matrix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** A {@link MatrixTimer} that runs. */
final class TimedProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final OutputStream requests;
  private final Duration patience;

  /**
   * Starts one.
   *
   * @param file where its job goes
   * @param patience after which it is taken to hang
   */
  TimedProcess(WorkerProcess worker, Job job, Release release, Path file, Duration patience)
      throws IOException {
    this.patience = patience;
    job.write(file);
    ProcessBuilder builder = worker.command(release, MatrixTimer.class, file.toString());
    process = worker.start(builder.redirectError(ProcessBuilder.Redirect.DISCARD));
    answers = process.inputReader(StandardCharsets.UTF_8);
    requests = process.getOutputStream();
  }

  /**
   * Makes all calls once.
   *
   * @return what they took, in nanoseconds
   * @throws IOException if it ends or hangs
   */
  long nanos() throws IOException {
    Timer timer = new Timer(true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            process.destroyForcibly();
          }
        },
        patience.toMillis());
    try {
      requests.write('\n');
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException(
            "the process ended, or took more than " + patience.toSeconds() + " s");
      }
      return Long.parseLong(answer.strip());
    } catch (NumberFormatException e) {
      throw new IOException("found text where a time was expected", e);
    } finally {
      timer.cancel();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
