package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/** Files to be written after long work. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Makes the folder of a file, and checks before the work starts that the file can be written.
   *
   * @return the same path
   */
  static Path check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new SpeakerbenchException(
          "output file " + file + ": found a folder, expected the path of a file");
    }
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot make the output folder " + folder + ": " + Reasons.of(e), e);
    }
    if (!Files.isWritable(folder) && !Files.isWritable(file)) {
      throw new SpeakerbenchException(
          "output folder " + folder + " is not writable, expected a folder that can be written to");
    }
    return file;
  }
}
