package org.speakerbench.golden;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells what {@code mvn verify} is at: the parity of all models takes minutes, in which Maven says
 * nothing.
 */
public final class Progress implements BeforeEachCallback {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static Instant told = Instant.EPOCH;

  @Override
  public void beforeEach(ExtensionContext test) {
    tell(test.getRequiredTestClass().getSimpleName(), test.getDisplayName());
  }

  private static synchronized void tell(String type, String test) {
    Instant now = Instant.now();
    if (now.isAfter(told.plus(SILENCE))) {
      told = now;
      System.out.println("  " + type + ": " + test.lines().findFirst().orElse(""));
    }
  }
}
