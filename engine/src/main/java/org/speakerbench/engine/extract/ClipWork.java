package org.speakerbench.engine.extract;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Reads the clips of a list and does something with each, several at a time: what is told and
 * logged is the same however many they are. A clip that fails is told and the others go on.
 */
final class ClipWork {
  /**
   * Clips that may be done before one that takes long. An hour of audio holds up no other job until
   * the others are that many clips further; waiting are ids and messages only.
   */
  static final int AHEAD = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ClipWork.class);

  /** What is done with a clip; by many threads at a time. */
  @FunctionalInterface
  interface Step {
    /** Returns where the result is, for the log. */
    String take(ClipList.Clip clip, ClipOpener.Opened opened);
  }

  private final ClipList clips;
  private final int jobs;
  private final ClipOpener opener = new ClipOpener();

  /**
   * A list that is to be worked on.
   *
   * @throws SpeakerbenchException if the number of jobs cannot be used
   */
  ClipWork(ClipList clips, int jobs) {
    this.clips = clips;
    this.jobs = requireJobs(jobs);
  }

  /** How clips are read. */
  ClipOpener opener() {
    return opener;
  }

  /** The number of jobs, if it can be used. */
  static int requireJobs(int jobs) {
    if (jobs < 1 || jobs > ScpRun.MAX_JOBS) {
      throw new SpeakerbenchException(
          "jobs (", Setting.JOBS, "): found " + jobs + ", expected 1 to " + ScpRun.MAX_JOBS);
    }
    return jobs;
  }

  /**
   * Works on clips, and returns when they are done.
   *
   * @param places of the clips in the list, ascending
   * @param inOrder told what came of each, in the order of the list, by one thread at a time
   * @throws SpeakerbenchException if the calling thread is interrupted
   * @throws IllegalStateException if the step throws what it should not, which is the cause
   * @throws StoppedException if who is told ends the run
   */
  void run(IntStream places, Step step, Consumer<Outcome> inOrder) {
    long[] done = {0};
    OrderedWork<Integer, Outcome> work =
        new OrderedWork<>(
            places.iterator(),
            AHEAD,
            at -> Outcome.of(clips.get(at), opener, step),
            outcome -> {
              log(outcome);
              done[0]++;
              inOrder.accept(outcome);
            });
    try {
      work.run(Math.max(1, Math.min(jobs, clips.size())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException(
          "interrupted after " + done[0] + " of " + clips.size() + " utterances", e);
    }
  }

  private static void log(Outcome outcome) {
    if (!outcome.warnings().isEmpty()) {
      LOG.warn("{}: {}", outcome.clip().entry(), String.join("; ", outcome.warnings()));
    }
    if (outcome.failure() == null) {
      LOG.info("{} -> {}", outcome.clip().id(), outcome.result());
    }
  }
}
