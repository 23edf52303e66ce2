package org.speakerbench.engine.extract;

/** Told how a run goes, by one thread at a time. */
public interface RunListener {
  /** One that does nothing. */
  RunListener NONE = new RunListener() {};

  /**
   * How far a run is.
   *
   * @param total utterances of the list
   * @param kept of these, complete since an earlier run
   * @param done of the others, complete or failed
   * @param failed of these, failed
   * @param audioSeconds duration of the clips that were read in this run
   */
  record Progress(int total, int kept, int done, int failed, double audioSeconds) {}

  /** After each utterance. */
  default void progress(Progress progress) {}

  /** Once, when the program is told to end, after the index of what is done was written. */
  default void interrupted(ScpRun.Result result) {}
}
