package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.score.Trial;
import org.speakerbench.engine.score.Trials;

class TrialsDigestTest {
  private static final Trial SAME = new Trial("b", "c", true);
  private static final Trial OTHER = new Trial("a", "c", false);

  /** Of {@code printf 'a c nontarget\nb c target\n' | sha256sum}. */
  @Test
  void itIsThatOfSortedLines() {
    String expected = "0a7b7116045a9a7bcc3b1722b7d2497a41c72885dba29937d22f6b40b18b0dcf";
    assertThat(TrialsDigest.of(Trials.of(List.of(SAME, OTHER)))).isEqualTo(expected);
    assertThat(TrialsDigest.of(Trials.of(List.of(OTHER, SAME)))).isEqualTo(expected);
    assertThat(TrialsDigest.of(Trials.of(List.of(OTHER, SAME, new Trial("c", "b", true)))))
        .isNotEqualTo(expected);
  }
}
