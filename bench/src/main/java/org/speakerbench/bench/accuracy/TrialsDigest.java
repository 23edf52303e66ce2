package org.speakerbench.bench.accuracy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.score.Trial;
import org.speakerbench.engine.score.Trials;

/** Tells whether two runs scored the same trials. */
final class TrialsDigest {
  private TrialsDigest() {}

  /**
   * SHA-256, whatever the order and format of the file: of Kaldi's lines, sorted, that of {@code
   * LC_ALL=C sort trials | sha256sum}.
   */
  static String of(Trials trials) {
    String text =
        trials.list().stream()
            .map(Trial::toString)
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
