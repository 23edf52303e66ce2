package org.speakerbench.engine.extract;

/** Ends a run before its list ends; what is done stays. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why in words that follow "stopped: ". */
  StoppedException(String why) {
    super(why);
  }
}
