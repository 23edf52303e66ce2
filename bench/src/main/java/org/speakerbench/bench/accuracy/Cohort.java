package org.speakerbench.bench.accuracy;

import java.util.Set;
import java.util.TreeSet;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.score.CohortRules;

/** The clips to normalise with, checked by their ids before the long work. */
final class Cohort {
  private Cohort() {}

  /**
   * Refuses a cohort that cannot be used.
   *
   * @param tested clips of the trials
   * @return how many of it nothing says the speaker of
   * @throws SpeakerbenchException if there is none, it shares clips or speakers with the trials, or
   *     it is too small
   */
  static int requireUsable(SpeechSet speech, Set<String> tested, Normalization how) {
    Set<String> clips = new TreeSet<>(speech.cohort()); // messages name the first
    if (clips.isEmpty()) {
      throw new SpeakerbenchException(
          "speech "
              + speech.name()
              + ": found no cohort, expected clips of the role cohort in its clips.tsv, or a list");
    }
    CohortRules.requireOthers(clips, tested);
    CohortRules.requireSize(clips.size(), how.nearest(clips.size()));
    return speech
        .speakers()
        .map(known -> CohortRules.requireOtherSpeakers(clips, tested, known))
        .orElse(clips.size());
  }
}
