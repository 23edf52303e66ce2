package org.speakerbench.engine.score;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/** What a cohort has to be, told from ids alone: before anything is embedded. */
public final class CohortRules {
  private CohortRules() {}

  /**
   * Refuses a cohort that is too small.
   *
   * @param size clips of the cohort
   * @param top how many are to be the nearest; the size for all of it
   * @throws SpeakerbenchException naming both
   */
  public static void requireSize(int size, int top) {
    if (size < ScoreNormalization.FEWEST) {
      throw new SpeakerbenchException(
          "cohort: found " + size + " embeddings, expected at least " + ScoreNormalization.FEWEST);
    }
    if (top < ScoreNormalization.FEWEST || top > size) {
      throw new SpeakerbenchException(
          "nearest of the cohort: found "
              + top
              + ", expected "
              + ScoreNormalization.FEWEST
              + " to "
              + size
              + ", the size of the cohort");
    }
  }

  /**
   * Refuses a cohort that shares clips with the trials: it has to be of others.
   *
   * @throws SpeakerbenchException naming the first that is in both
   */
  public static void requireOthers(Collection<String> cohort, Set<String> clips) {
    for (String id : cohort) {
      if (clips.contains(id)) {
        throw new SpeakerbenchException(
            "cohort: found " + id + ", which is in the trials, expected clips of others");
      }
    }
  }

  /**
   * Refuses a cohort that shares speakers with the trials.
   *
   * @return cohort clips whose speaker the table does not know, and of whom nothing is said
   * @throws SpeakerbenchException naming the first speaker who is in both
   */
  public static int requireOtherSpeakers(
      Collection<String> cohort, Set<String> clips, SpeakerTable speakers) {
    Set<String> inTrials = new HashSet<>();
    clips.forEach(clip -> speakers.find(clip).ifPresent(inTrials::add));
    int unknown = 0;
    for (String id : cohort) {
      String speaker = speakers.find(id).orElse(null);
      if (speaker == null) {
        unknown++;
      } else if (inTrials.contains(speaker)) {
        throw new SpeakerbenchException(
            "cohort: found speaker "
                + speaker
                + " ("
                + id
                + "), who is in the trials, expected others");
      }
    }
    return unknown;
  }
}
