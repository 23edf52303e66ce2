package org.speakerbench.bench.measure;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How far a run is: on a terminal one line with a bar that changes, such as {@code [===> ] 7/24
 * campplus e2e, fork 1 of 2, 1 min 40 s left}; elsewhere a line without a bar now and then.
 */
public final class Progress {
  private static final Duration SPARSE = Duration.ofSeconds(30);
  private static final Duration JVM_START = Duration.ofMillis(2500);
  private static final int BAR = 20;

  private final PrintWriter out;
  private final boolean terminal;
  private final List<RunPlan.Task> tasks;
  private final int forks;
  private final Profile profile;
  private final LongSupplier nanoTime;
  private final Map<Cell, Duration> lastOf = new HashMap<>();
  private long startNanos;
  private long lastLineNanos;
  private int started;

  /**
   * A run that is about to start.
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
    this.profile = profile;
    startNanos = nanoTime.getAsLong();
    lastLineNanos = startNanos - SPARSE.toNanos();
  }

  void started(RunPlan.Task task) {
    taskEnded();
    started++;
    String line =
        String.format(
            Locale.ROOT,
            "%d/%d %s, fork %d of %d, %s left",
            started,
            tasks.size(),
            task.cell(),
            task.fork(),
            forks,
            text(left()));
    long now = nanoTime.getAsLong();
    if (terminal) {
      out.print("\r\u001b[K" + bar() + " " + line);
    } else if (now - lastLineNanos >= SPARSE.toNanos()) {
      out.println(line);
      lastLineNanos = now;
    }
    out.flush();
  }

  void failed(RunPlan.Task task, String reason) {
    clearLine();
    out.println(task.cell() + ", fork " + task.fork() + " of " + forks + ", failed: " + reason);
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

  private void taskEnded() {
    long now = nanoTime.getAsLong();
    if (started > 0) {
      lastOf.put(tasks.get(started - 1).cell(), Duration.ofNanos(now - startNanos));
    }
    startNanos = now;
  }

  private String bar() {
    int done = BAR * (started - 1) / tasks.size();
    return "[" + "=".repeat(done) + ">" + " ".repeat(BAR - 1 - done) + "]";
  }

  /** What each combination took last; those that did not run yet what is planned. */
  private Duration left() {
    Duration left = Duration.ZERO;
    for (RunPlan.Task task : tasks.subList(started - 1, tasks.size())) {
      Duration planned = profile.timing(task.cell().work()).total().plus(JVM_START);
      left = left.plus(lastOf.getOrDefault(task.cell(), planned));
    }
    return left;
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
