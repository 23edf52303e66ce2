package org.speakerbench.bench.accuracy;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.extract.ClipPaths;
import org.speakerbench.engine.score.Trials;

/**
 * The files that an evaluation needs.
 *
 * @param tested paths of the clips of the trials, by id
 * @param cohort paths of the clips of the cohort, by id
 * @param unknownSpeakers how many of the cohort nothing says the speaker of
 * @param lengthsMs of those of the trials whose header can be read
 */
record Clips(
    SortedMap<String, String> tested,
    SortedMap<String, String> cohort,
    int unknownSpeakers,
    SortedMap<String, Double> lengthsMs) {
  private static final int MS_PER_SECOND = 1000;

  /**
   * Finds them before the long work.
   *
   * @param normalization the cohort is found and checked if there is one
   * @throws SpeakerbenchException if one is not in the speech folder, or {@link
   *     Cohort#requireUsable} says no
   */
  static Clips find(SpeechSet speech, Trials trials, Optional<Normalization> normalization) {
    Set<String> ids = new LinkedHashSet<>(trials.enrolled());
    ids.addAll(trials.tested());
    SortedMap<String, String> tested = require(speech, ids, "of the trials");
    int unknown = normalization.map(how -> Cohort.requireUsable(speech, ids, how)).orElse(0);
    SortedMap<String, String> cohort =
        normalization.isPresent()
            ? require(speech, speech.cohort(), "of the cohort")
            : new TreeMap<>();
    SortedMap<String, Double> lengths = new TreeMap<>();
    tested.forEach(
        (id, path) -> {
          try {
            lengths.put(id, MS_PER_SECOND * WavReader.readInfo(Path.of(path)).durationSeconds());
          } catch (WavException e) {
            // is told when it is embedded
          }
        });
    return new Clips(tested, cohort, unknown, lengths);
  }

  private static SortedMap<String, String> require(SpeechSet speech, Set<String> ids, String what) {
    ClipPaths.Found found = speech.paths().find(ids);
    if (!found.missing().isEmpty()) {
      String first = found.missing().firstKey();
      throw new SpeakerbenchException(
          "speech "
              + speech.name()
              + ": found "
              + found.found().size()
              + " of the "
              + ids.size()
              + " clips "
              + what
              + ", expected all; the first that is missing is "
              + first
              + " ("
              + found.missing().get(first)
              + ")");
    }
    return found.found();
  }
}
