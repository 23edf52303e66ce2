package org.speakerbench.bench.matrix;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.speakerbench.bench.format.RuntimeRow;

/**
 * Says each row as it is found, and how long the rest takes: as long as other rows of the same
 * model took, or of all where none of it ran.
 */
final class MatrixProgress {
  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private final List<Combination> left = new ArrayList<>();
  private final Map<String, Mean> seconds = new HashMap<>();
  private Mean any = new Mean(0, 0);
  private int all;
  private long start;

  private record Mean(double sum, int count) {
    Mean plus(double value) {
      return new Mean(sum + value, count + 1);
    }

    double value() {
      return count == 0 ? 0 : sum / count;
    }
  }

  /**
   * @param out standard error
   */
  MatrixProgress(PrintWriter out) {
    this(out, System::nanoTime);
  }

  MatrixProgress(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /** All rows, in their order. */
  void plan(Collection<Combination> combinations) {
    left.addAll(combinations);
    all = left.size();
  }

  /** What is done before the rows. */
  void says(String what) {
    out.println(what);
    out.flush();
  }

  /** A row is looked for. */
  void started() {
    start = nanoTime.getAsLong();
  }

  /**
   * A row was found.
   *
   * @param reused whether an earlier run had it
   */
  void ended(Combination combination, RuntimeRow row, boolean reused) {
    left.remove(combination);
    if (reused) {
      return;
    }
    double took = (nanoTime.getAsLong() - start) / 1e9;
    seconds.merge(key(combination), new Mean(took, 1), (old, one) -> old.plus(took));
    any = any.plus(took);
    out.printf(
        Locale.ROOT,
        "%d/%d %s: %s%s%s%n",
        all - left.size(),
        all,
        combination,
        row.verdict().label(),
        row.note().isEmpty() ? "" : " (" + row.note() + ")",
        left.isEmpty() ? "" : ", " + text(timeLeft()) + " left");
    out.flush();
  }

  /**
   * A row was timed.
   *
   * @param problem why it has no time; empty if it has
   */
  void timed(RuntimeRow row, String problem) {
    out.printf(
        Locale.ROOT,
        "%s %s %s: %s%n",
        row.version(),
        row.runtime(),
        row.model(),
        problem.isEmpty()
            ? String.format(
                Locale.ROOT,
                "RTF %.4f, %.2f of the official graph's time",
                row.rtf(),
                row.rtfRatio())
            : "not timed: " + problem);
    out.flush();
  }

  /** What takes equally long. */
  private static String key(Combination combination) {
    return combination.model().name() + " " + combination.provider().label();
  }

  Duration timeLeft() {
    double sum = 0;
    for (Combination one : left) {
      Mean known = seconds.get(key(one));
      sum += known == null ? any.value() : known.value();
    }
    return Duration.ofMillis((long) (sum * 1000));
  }

  private static String text(Duration duration) {
    long minutes = duration.toMinutes();
    return minutes < 1
        ? Math.max(1, duration.toSeconds()) + " s"
        : minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
