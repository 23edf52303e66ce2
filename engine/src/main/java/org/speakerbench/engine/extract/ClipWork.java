package org.speakerbench.engine.extract;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.Waveform;

/**
 * Reads the clips of a list and does something with each, several at a time: what is told and
 * logged is the same however many they are. A clip that fails is recorded and the others go on.
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
    String take(String id, Waveform clip);
  }

  private final SortedMap<String, String> utterances;
  private final int jobs;
  private ClipReader reader = ClipReader.MONO;

  /**
   * A list that is to be worked on.
   *
   * @param utterances ids and paths of WAV files
   * @throws SpeakerbenchException if the number of jobs cannot be used
   */
  ClipWork(SortedMap<String, String> utterances, int jobs) {
    this.utterances = utterances;
    this.jobs = requireJobs(jobs);
  }

  /** Reads the clips by another reader than {@link ClipReader#MONO}. */
  void readBy(ClipReader other) {
    reader = other;
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
   * Works on all, and returns when they are done.
   *
   * @param done called with the number of clips that are done, after each
   * @throws SpeakerbenchException if memory runs out or the calling thread is interrupted
   * @throws IllegalStateException if the step throws what it should not, which is the cause
   */
  Report run(Step step, IntConsumer done) {
    Report report = new Report();
    if (utterances.isEmpty()) {
      return report;
    }
    OrderedWork<Map.Entry<String, String>, Outcome> work =
        new OrderedWork<>(
            utterances.entrySet().iterator(),
            AHEAD,
            utterance -> Outcome.of(utterance.getKey(), utterance.getValue(), reader, step),
            outcome -> {
              report.add(outcome);
              done.accept(report.done());
            });
    try {
      work.run(Math.min(jobs, utterances.size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException(
          "interrupted after " + report.done() + " of " + utterances.size() + " utterances", e);
    }
    return report;
  }

  /** What came of the run so far; outcomes are added in the order of the ids. */
  static final class Report {
    private final SortedMap<String, String> failed = new TreeMap<>();
    private int succeeded;
    private int unwritten;
    private double audioSeconds;

    private void add(Outcome outcome) {
      audioSeconds += outcome.audioSeconds();
      if (!outcome.warnings().isEmpty()) {
        LOG.warn("{}: {}", outcome.wav(), String.join("; ", outcome.warnings()));
      }
      if (outcome.failure() == null) {
        succeeded++;
        LOG.info("{} -> {}", outcome.id(), outcome.result());
      } else {
        failed.put(outcome.id(), outcome.failure());
        unwritten += outcome.unwritten() ? 1 : 0;
      }
    }

    private int done() {
      return succeeded + failed.size();
    }

    int succeeded() {
      return succeeded;
    }

    /** Why each clip failed that did. */
    SortedMap<String, String> failed() {
      return failed;
    }

    /** How many failed because the file system took no more. */
    int unwritten() {
      return unwritten;
    }

    /** Duration of all clips that were read. */
    double audioSeconds() {
      return audioSeconds;
    }
  }
}
