package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.DecodedWav;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.WriteFailedException;

/**
 * What came of one utterance.
 *
 * @param result where the result is; null if there is none
 * @param audioSeconds duration of the clip; 0 if it could not be read
 * @param warnings what is wrong with the file but leaves no doubt about its samples, and with the
 *     clip but does not keep it from being embedded
 * @param failure why there is no result; null if there is one
 * @param unwritten whether it failed because the file system took no more
 */
record Outcome(
    String id,
    String wav,
    String result,
    double audioSeconds,
    List<String> warnings,
    String failure,
    boolean unwritten) {

  /**
   * Reads the clip and takes the step.
   *
   * @throws SpeakerbenchException if memory runs out
   * @throws IllegalStateException if the step throws what it should not
   */
  static Outcome of(String id, String wav, ClipReader reader, ClipWork.Step step) {
    String result = null;
    double audioSeconds = 0;
    List<String> warnings = List.of();
    String failure = null;
    boolean unwritten = false;
    try {
      DecodedWav clip = reader.decode(Path.of(wav));
      audioSeconds = clip.waveform().durationSeconds();
      warnings = new ArrayList<>(clip.info().warnings());
      result = ClipNotes.collect(warnings, () -> step.take(id, clip.waveform()));
    } catch (WavException e) {
      failure = e.getMessage();
    } catch (SpeakerbenchException | IllegalArgumentException e) {
      failure = wav + ": " + e.getMessage();
      unwritten = e.getCause() instanceof WriteFailedException;
    } catch (OutOfMemoryError e) {
      throw new SpeakerbenchException(
          "utterance "
              + id
              + " ("
              + wav
              + "): memory ran out ("
              + e.getMessage()
              + "), expected a larger heap (-Xmx) or fewer clips at a time (",
          Setting.JOBS,
          ")",
          e);
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException("utterance " + id + " (" + wav + "): " + e, e);
    }
    return new Outcome(id, wav, result, audioSeconds, warnings, failure, unwritten);
  }

  static void write(Path target, ScpRun.Content content) {
    try {
      AtomicFile.write(target, content::writeTo);
    } catch (WriteFailedException e) {
      throw new SpeakerbenchException(e.getMessage(), e);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot write " + target + ": " + e, e);
    }
  }
}
