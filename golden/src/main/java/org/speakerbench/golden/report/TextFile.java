package org.speakerbench.golden.report;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.WriteFailedException;

/** Text in UTF-8 that is either complete or not there. */
public final class TextFile {
  private TextFile() {}

  /** Writes the text. */
  public interface Content {
    void write(Writer out) throws IOException;
  }

  /**
   * Replaces a file.
   *
   * @throws SpeakerbenchException if it cannot be written
   */
  public static void write(Path file, Content content) {
    try {
      AtomicFile.write(
          file,
          out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            content.write(text);
            text.flush();
          });
    } catch (WriteFailedException e) {
      throw new SpeakerbenchException(e.getMessage(), e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot write " + file + ": " + Reasons.of(e) + "; expected a writable folder", e);
    }
  }
}
