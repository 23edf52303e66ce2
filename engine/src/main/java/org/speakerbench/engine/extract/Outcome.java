package org.speakerbench.engine.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavException;

/**
 * What came of one utterance.
 *
 * @param result where the result is; null if there is none
 * @param audioSeconds duration of the clip; 0 if it could not be read
 * @param warnings what is wrong with the file but leaves no doubt about its samples, and with the
 *     clip but does not keep it from being embedded
 * @param failure why there is no result; null if there is one
 */
record Outcome(
    ClipList.Clip clip,
    String result,
    double audioSeconds,
    List<String> warnings,
    ClipFailure failure) {

  /**
   * Reads the clip and takes the step. Where memory runs out that clip fails: others may be
   * shorter.
   *
   * @throws IllegalStateException if the step throws what it should not
   */
  static Outcome of(ClipList.Clip clip, ClipOpener opener, ClipWork.Step step) {
    double audioSeconds = 0;
    List<String> warnings = List.of();
    ClipFailure failure;
    try {
      ClipOpener.Opened opened = opener.read(clip);
      audioSeconds = opened.clip().waveform().durationSeconds();
      warnings = new ArrayList<>(opened.clip().info().warnings());
      String result = ClipNotes.collect(warnings, () -> step.take(clip, opened));
      return new Outcome(clip, result, audioSeconds, warnings, null);
    } catch (WavException e) {
      failure = failure(clip, ClipFailure.reasonOf(e), e.getMessage());
    } catch (IOException | SpeakerbenchException | IllegalArgumentException e) {
      String reason = ClipFailure.reasonOf(e);
      failure = failure(clip, reason, clip.entry() + ": " + opener.message(e));
    } catch (OutOfMemoryError e) {
      failure = failure(clip, ClipFailure.MEMORY, opener.message(outOfMemory(clip, e)));
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          "utterance " + clip.id() + " (" + clip.entry() + "): " + e, e);
    }
    return new Outcome(clip, null, audioSeconds, warnings, failure);
  }

  private static ClipFailure failure(ClipList.Clip clip, String reason, String message) {
    return new ClipFailure(clip.id(), clip.entry(), reason, message);
  }

  private static SpeakerbenchException outOfMemory(ClipList.Clip clip, OutOfMemoryError e) {
    return new SpeakerbenchException(
        clip.entry()
            + ": memory ran out ("
            + e.getMessage()
            + "), expected a larger heap (-Xmx) or fewer clips at a time (",
        Setting.JOBS,
        ")");
  }
}
