package org.speakerbench.engine.score;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/** A list of clips: the first word of each line, so that any of Kaldi's lists by clip is one. */
public final class IdList {
  private IdList() {}

  /**
   * Reads the ids.
   *
   * @throws SpeakerbenchException if the file cannot be read, is empty, or repeats one
   */
  public static Set<String> read(Path file) {
    Set<String> ids = new LinkedHashSet<>();
    FieldLines.read(
        file,
        "a list of clips, one a line",
        line -> {
          String id = line.fields(2)[0];
          if (!ids.add(id)) {
            throw line.wrong(id + " again", "each once");
          }
        });
    return ids;
  }
}
