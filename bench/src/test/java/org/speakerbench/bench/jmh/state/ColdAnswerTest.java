package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

class ColdAnswerTest {
  private static final ColdAnswer ANSWER =
      new ColdAnswer(200, 100.5, 50.25, 400, new float[] {0.1f, -3e-9f, 1e10f});

  @Test
  void aLineReadsBackAsItWasInAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ANSWER.line())
          .isEqualTo("first-embedding 200.000 100.500 50.250 400.000 0.1 -3.0E-9 1.0E10");
    } finally {
      Locale.setDefault(before);
    }
    assertThat(ColdAnswer.parse(ANSWER.line())).usingRecursiveComparison().isEqualTo(ANSWER);
  }

  @Test
  void whatTheJvmSaysIsNoAnswer() {
    assertThat(ColdAnswer.isAnswer(ANSWER.line())).isTrue();
    assertThat(ColdAnswer.isAnswer("OpenJDK 64-Bit Server VM warning: first-embedding ")).isFalse();
  }

  @Test
  void anAnswerWithoutEmbeddingIsRefused() {
    assertThatThrownBy(() -> ColdAnswer.parse("first-embedding 1 2 3 4"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("first embedding: found 4 fields, expected more than 4");
  }
}
