package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.speakerbench.bench.measure.Terminal;
import org.speakerbench.engine.fetch.FetchProgress;

/** How a download goes: a line that is written over on a terminal, notes everywhere. */
final class DownloadLine implements FetchProgress, AutoCloseable {
  private static final long EVERY_NANOS = 200_000_000;
  private static final double MEGABYTE = 1e6;

  private final PrintWriter err;
  private final boolean terminal;
  private long lastNanos;
  private boolean open;

  DownloadLine(PrintWriter err) {
    this(err, Terminal.attached());
  }

  DownloadLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void at(long bytes, long total) {
    long now = System.nanoTime();
    if (!terminal || bytes != total && open && now - lastNanos < EVERY_NANOS) {
      return;
    }
    lastNanos = now;
    open = true;
    err.printf(
        Locale.ROOT,
        total < 0 ? "\r%.1f MB" : "\r%.1f of %.1f MB (%.0f%%)",
        bytes / MEGABYTE,
        total / MEGABYTE,
        100.0 * bytes / total);
    err.flush();
  }

  @Override
  public void note(String sentence) {
    close();
    err.println("note: " + sentence);
  }

  /** Ends the line, if there is one. */
  @Override
  public void close() {
    if (open) {
      err.println();
      open = false;
    }
  }
}
