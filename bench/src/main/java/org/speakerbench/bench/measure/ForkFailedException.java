package org.speakerbench.bench.measure;

/** A fork that failed; the message is the reason, in one sentence. */
public final class ForkFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean byChance;

  /** For a reason of ours, such as a wrong answer: it would fail again, or must be seen. */
  public ForkFailedException(String reason, Throwable cause) {
    this(reason, cause, false);
  }

  /**
   * A fork that failed.
   *
   * @param byChance whether its process failed for a reason of none of ours, such as that it was
   *     killed: another may succeed
   */
  ForkFailedException(String reason, Throwable cause, boolean byChance) {
    super(reason, cause);
    this.byChance = byChance;
  }

  /** Whether it is worth another try. */
  boolean byChance() {
    return byChance;
  }
}
