package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a command says on standard error, which is read so that it never blocks. */
final class ErrorTail {
  private static final int KEPT_BYTES = 512;
  private static final long GRACE_MILLIS = 200;

  private final byte[] kept = new byte[KEPT_BYTES];
  private final Thread thread;
  private long count;

  private ErrorTail(InputStream stream) {
    thread = new Thread(() -> read(stream), "speakerbench-command-errors");
    thread.setDaemon(true);
  }

  static ErrorTail of(InputStream stream) {
    ErrorTail tail = new ErrorTail(stream);
    tail.thread.start();
    return tail;
  }

  private void read(InputStream stream) {
    byte[] buffer = new byte[KEPT_BYTES];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        add(buffer, n);
      }
    } catch (IOException e) {
      // the command was ended
    }
  }

  private synchronized void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      kept[(int) (count++ % KEPT_BYTES)] = bytes[i];
    }
  }

  /** In one line; empty if it said nothing. */
  String text() {
    try {
      thread.join(GRACE_MILLIS); // its last words may be on the way
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return snapshot().strip().replaceAll("\\s+", " ");
  }

  private synchronized String snapshot() {
    int length = (int) Math.min(count, KEPT_BYTES);
    byte[] ordered = new byte[length];
    for (int i = 0; i < length; i++) {
      ordered[i] = kept[(int) ((count - length + i) % KEPT_BYTES)];
    }
    String text = new String(ordered, StandardCharsets.UTF_8);
    return count > KEPT_BYTES ? "... " + text : text;
  }
}
