package org.speakerbench.bench.measure;

/** A fork that failed; the message is the reason, in one sentence. */
public final class ForkFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public ForkFailedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
