package org.speakerbench.engine.extract;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.DecodedWav;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.extract.BadEntryException.Reason;
import org.speakerbench.engine.internal.Shutdown;

/**
 * A command whose standard output is a clip, run by {@code /bin/sh} as Kaldi does. It has no
 * standard input, and its clip counts only if it ends with 0.
 *
 * <p>Whatever it does (wait for ever, write for ever, leave children that hold its output), it is
 * over when its time is: a thread of its own reads the output, and nobody waits for that longer.
 */
final class ClipCommand {
  /** What a shell says of a command that nobody reads from any more. */
  private static final int BROKEN_PIPE = 128 + 13;

  /** How long a command may take to end once its output was refused. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(2);

  private static final File NOTHING = new File("/dev/null");

  private final String command;
  private final Duration limit;

  ClipCommand(String command, Duration limit) {
    this.command = command;
    this.limit = limit;
  }

  /**
   * Runs it.
   *
   * @throws WavException if what it wrote is refused
   * @throws BadEntryException if it fails, or its time is up
   */
  DecodedWav read(ClipReader reader) throws IOException {
    Process process = new ProcessBuilder("/bin/sh", "-c", command).redirectInput(NOTHING).start();
    Shutdown.Registration ending = Shutdown.first(() -> end(process));
    try {
      return read(process, ErrorTail.of(process.getErrorStream()), reader);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException("interrupted while a command ran", e);
    } finally {
      ending.close();
      end(process);
    }
  }

  private DecodedWav read(Process process, ErrorTail said, ClipReader reader)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    FutureTask<DecodedWav> reading = new FutureTask<>(() -> decode(process, reader));
    Thread thread = new Thread(reading, "speakerbench-command");
    thread.setDaemon(true);
    thread.start();
    DecodedWav clip = null;
    WavException refused = null;
    try {
      clip = reading.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw failed("was not done after " + limit.toSeconds() + " s", said);
    } catch (ExecutionException e) {
      refused = refusal(e.getCause());
      end = Math.min(end, System.nanoTime() + AFTER_REFUSAL.toNanos());
    }
    boolean ended = process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    int code = ended ? process.exitValue() : BROKEN_PIPE;
    if (code != 0 && (refused == null || code != BROKEN_PIPE)) {
      throw failed(ended ? "ended with " + code : "wrote its clip and did not end", said);
    }
    if (refused != null) {
      throw refused;
    }
    return clip;
  }

  private DecodedWav decode(Process process, ClipReader reader) throws IOException {
    try (InputStream out = process.getInputStream()) {
      return reader.decode(out, command + " |");
    }
  }

  private static WavException refusal(Throwable thrown) throws IOException {
    if (thrown instanceof WavException refused) {
      return refused;
    }
    if (thrown instanceof IOException failure) {
      throw failure;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown; // nothing else comes from reading
  }

  private static BadEntryException failed(String how, ErrorTail said) {
    String text = said.text();
    return new BadEntryException(
        Reason.COMMAND_FAILED,
        "the command "
            + how
            + ", expected it to write a clip and end with 0"
            + (text.isEmpty() ? "" : "; it said: " + text));
  }

  /** Ends it and what it started. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
