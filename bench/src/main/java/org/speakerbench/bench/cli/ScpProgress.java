package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.speakerbench.engine.extract.RunListener;
import org.speakerbench.engine.extract.ScpRun;

/** Tells now and then how far a run is, and what is done when it is interrupted. */
final class ScpProgress implements RunListener {
  private static final double NANOS = 1e9;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private final PrintWriter err;
  private final Path index;
  private final double everySeconds;
  private final long beginNanos = System.nanoTime();
  private long startNanos = beginNanos;
  private long lastNanos = beginNanos;

  /**
   * For a run that begins now.
   *
   * @param everySeconds 0 for never
   */
  ScpProgress(PrintWriter err, Path index, double everySeconds) {
    this.err = err;
    this.index = index;
    this.everySeconds = everySeconds;
  }

  @Override
  public void progress(Progress progress) {
    long now = System.nanoTime();
    if (progress.done() == 0) {
      startNanos = now; // what is kept is looked at first
    }
    if (everySeconds > 0 && now - lastNanos >= everySeconds * NANOS) {
      lastNanos = now;
      err.println(line(progress, (now - startNanos) / NANOS));
    }
  }

  /** What is said after so many seconds of work. */
  static String line(Progress progress, double seconds) {
    int gone = progress.kept() + progress.done();
    String far =
        String.format(
            Locale.ROOT,
            "note: %d of %d utterances (%.1f%%)",
            gone,
            progress.total(),
            100.0 * gone / progress.total());
    if (progress.done() == 0) {
      return far + " are there from before";
    }
    double rate = progress.done() / seconds;
    return far
        + (progress.failed() > 0 ? ", " + progress.failed() + " failed" : "")
        + String.format(
            Locale.ROOT,
            ", %s a second, %s times real time, %s left",
            short3(rate),
            short3(progress.audioSeconds() / seconds),
            time((progress.total() - gone) / rate));
  }

  /** Three digits of a number. */
  static String short3(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }

  /** A time in two units at most. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
  }

  /** Seconds since the run began. */
  double elapsedSeconds() {
    return (System.nanoTime() - beginNanos) / NANOS;
  }

  @Override
  public void interrupted(ScpRun.Result result) {
    err.println("error: interrupted: " + ScpReport.state(result, index));
  }
}
