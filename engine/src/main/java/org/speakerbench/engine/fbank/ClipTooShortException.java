package org.speakerbench.engine.fbank;

import org.speakerbench.engine.SpeakerbenchException;

/** A clip with fewer samples or frames than the next step needs. */
public final class ClipTooShortException extends SpeakerbenchException {
  private static final long serialVersionUID = 1L;

  private final int found;
  private final int minimum;

  private ClipTooShortException(String message, int found, int minimum) {
    super(message);
    this.found = found;
    this.minimum = minimum;
  }

  /** Fewer samples than one frame. */
  public static ClipTooShortException samples(int found, int minimum) {
    return new ClipTooShortException(
        "clip too short: found "
            + found
            + " samples, expected at least "
            + minimum
            + " for one frame",
        found,
        minimum);
  }

  /** Fewer frames than the model pools over. */
  public static ClipTooShortException frames(String model, int found, int minimum) {
    return new ClipTooShortException(
        "clip too short: found "
            + found
            + (found == 1 ? " frame" : " frames")
            + ", expected at least "
            + minimum
            + " for "
            + model,
        found,
        minimum);
  }

  /** What the clip has, in samples or frames. */
  public int found() {
    return found;
  }

  /** What it needs, in the same unit. */
  public int minimum() {
    return minimum;
  }
}
