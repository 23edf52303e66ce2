package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A download that ended too early; another attempt may go on. */
final class BrokenOffException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  BrokenOffException(String message) {
    this(message, null);
  }

  BrokenOffException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** How long the server asks to wait. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
