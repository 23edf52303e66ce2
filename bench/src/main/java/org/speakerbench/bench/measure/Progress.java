package org.speakerbench.bench.measure;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a run is: on a terminal one line with a bar that changes, such as {@code [===> ] 7/24
 * campplus e2e, fork 1 of 2, 1 min 40 s left}; elsewhere a line without a bar now and then.
 */
public final class Progress {
  private static final Duration SPARSE = Duration.ofSeconds(30);
  private static final int BAR = 20;

  private final PrintWriter out;
  private final boolean terminal;
  private final List<RunPlan.Task> tasks;
  private final RunPlan plan;
  private final TimeLeft timeLeft;
  private final LongSupplier nanoTime;
  private List<IterationData> measured = List.of();
  private long startNanos;
  private long lastLineNanos;
  private int started;

  /**
   * A run that is about to start.
   *
   * @param out standard error
   * @param terminal whether it is one
   * @param macs from which follows how long a model takes that did not run yet
   */
  public Progress(
      PrintWriter out, boolean terminal, RunPlan plan, Profile profile, MacsOfWork macs) {
    this(out, terminal, plan, new TimeLeft(profile, macs::ofModel), System::nanoTime);
  }

  Progress(
      PrintWriter out, boolean terminal, RunPlan plan, TimeLeft timeLeft, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.plan = plan;
    this.timeLeft = timeLeft;
    tasks = plan.tasks();
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
            plan.rounds(task.cell()),
            text(timeLeft.of(tasks.subList(started - 1, tasks.size()))));
    long now = nanoTime.getAsLong();
    if (terminal) {
      out.print("\r\u001b[K" + bar() + " " + line);
    } else if (now - lastLineNanos >= SPARSE.toNanos()) {
      out.println(line);
      lastLineNanos = now;
    }
    out.flush();
  }

  /** What the fork that ended gave. */
  void measured(List<IterationData> iterations) {
    measured = iterations;
  }

  void failed(RunPlan.Task task, String reason) {
    clearLine();
    out.println(
        task.cell()
            + ", fork "
            + task.fork()
            + " of "
            + plan.rounds(task.cell())
            + ", failed: "
            + reason);
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
      timeLeft.took(tasks.get(started - 1), Duration.ofNanos(now - startNanos), measured);
    }
    measured = List.of();
    startNanos = now;
  }

  private String bar() {
    int done = BAR * (started - 1) / tasks.size();
    return "[" + "=".repeat(done) + ">" + " ".repeat(BAR - 1 - done) + "]";
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
