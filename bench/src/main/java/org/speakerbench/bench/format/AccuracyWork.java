package org.speakerbench.bench.format;

/**
 * What was evaluated, by which model: the setting of a row of {@code accuracy.csv}.
 *
 * @param frontEnd {@link #OWN}, or the name of another
 * @param sides what that front end made the features of
 * @param cropMs length of the part from the middle of each clip, ms; {@link #WHOLE} for all of it
 * @param score {@code cosine}, or how cosines were normalised
 */
public record AccuracyWork(String frontEnd, TrialSides sides, int cropMs, String score) {
  /** The front end of the model itself. */
  public static final String OWN = "model";

  /** Whole clips. */
  public static final int WHOLE = 0;

  /** Scores as they are. */
  public static final String COSINE = "cosine";

  /** Whether the model gets what it was trained on. */
  public boolean own() {
    return frontEnd.equals(OWN);
  }

  /** {@code 3000 ms} or {@code whole}. */
  public String clip() {
    return cropMs == WHOLE ? "whole" : cropMs + " ms";
  }
}
