package org.speakerbench.bench.measure;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Lines such as {@code [3/24] campplus e2e fork 1/2, 1 min 40 s left}: on a terminal one line that
 * changes, elsewhere a line now and then.
 */
public final class Progress {
  private static final Duration SPARSE = Duration.ofSeconds(30);
  private static final Duration JVM_START = Duration.ofMillis(2500);

  private final PrintWriter out;
  private final boolean terminal;
  private final List<RunPlan.Task> tasks;
  private final int forks;
  private final Duration expectedFork;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long lastLineNanos;
  private int started;

  /**
   * Starts the clock.
   *
   * @param out standard error
   * @param terminal whether it is one
   */
  public Progress(PrintWriter out, boolean terminal, RunPlan plan, Profile profile) {
    this(out, terminal, plan, profile, System::nanoTime);
  }

  Progress(
      PrintWriter out, boolean terminal, RunPlan plan, Profile profile, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    tasks = plan.tasks();
    forks = plan.rounds();
    expectedFork = profile.forkTime().plus(JVM_START);
    startNanos = nanoTime.getAsLong();
    lastLineNanos = startNanos - SPARSE.toNanos();
  }

  void started(RunPlan.Task task) {
    started++;
    String line =
        String.format(
            Locale.ROOT,
            "[%d/%d] %s fork %d/%d, %s left",
            started,
            tasks.size(),
            task.cell(),
            task.fork(),
            forks,
            text(left()));
    long now = nanoTime.getAsLong();
    if (terminal) {
      out.print("\r\u001b[K" + line);
    } else if (now - lastLineNanos >= SPARSE.toNanos()) {
      out.println(line);
      lastLineNanos = now;
    }
    out.flush();
  }

  void failed(RunPlan.Task task, String reason) {
    clearLine();
    out.println(task.cell() + " fork " + task.fork() + "/" + forks + " failed: " + reason);
    out.flush();
  }

  void finished() {
    clearLine();
    out.flush();
  }

  private void clearLine() {
    if (terminal) {
      out.print("\r\u001b[K");
    }
  }

  /** The plan's guess until a whole round is known, then what the forks took so far. */
  private Duration left() {
    int done = started - 1;
    Duration each =
        done < tasks.size() / forks
            ? expectedFork
            : Duration.ofNanos(nanoTime.getAsLong() - startNanos).dividedBy(done);
    return each.multipliedBy(tasks.size() - done);
  }

  private static String text(Duration duration) {
    long seconds = Math.max(1, duration.toSeconds());
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? seconds / 60 + " min " + seconds % 60 + " s"
            : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
