package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;

/** {@code -} in place of a clip. */
final class StandardInput {
  /** What messages call it. */
  static final String CALLED = "standard input";

  private static final Path DASH = Path.of("-");

  private StandardInput() {}

  static boolean isMeant(Path file) {
    return file.equals(DASH);
  }

  /**
   * It can be read once.
   *
   * @throws SpeakerbenchException if several of these mean it
   */
  static void requireOnce(List<Path> files) {
    if (Collections.frequency(files, DASH) > 1) {
      throw new SpeakerbenchException(
          "found - more than once, expected it once: it is " + CALLED + ", which ends");
    }
  }
}
