package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream from which nothing came for too long: Java's client waits forever. */
final class SilenceGuard implements AutoCloseable {
  /** Looks that often while it waits. */
  private static final int LOOKS = 4;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "speakerbench-silence");
            thread.setDaemon(true);
            return thread;
          });
  private final InputStream stream;
  private final long limitNanos;
  private volatile long lastNanos = System.nanoTime();
  private volatile boolean closed;

  SilenceGuard(InputStream stream, Duration limit) {
    this.stream = stream;
    limitNanos = limit.toNanos();
    long period = Math.max(1, limitNanos / LOOKS);
    clock.scheduleAtFixedRate(this::look, period, period, TimeUnit.NANOSECONDS);
  }

  /** Something came. */
  void heard() {
    lastNanos = System.nanoTime();
  }

  /** Whether it closed the stream. */
  boolean closedStream() {
    return closed;
  }

  private void look() {
    if (!closed && System.nanoTime() - lastNanos > limitNanos) {
      closed = true;
      try {
        stream.close();
      } catch (IOException e) {
        // whoever reads is told by closedStream
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
