package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

/** A candidate may be anybody's code: whatever it does is a result or a reason. */
class AttemptTest {

  @Test
  void aResultIsPassedOn() {
    Attempt<String> attempt = Attempt.of(() -> "four");
    assertThat(attempt.failed()).isFalse();
    assertThat(attempt.then(String::length)).isEqualTo(new Attempt<>(4, null));
  }

  @Test
  void everyFailureIsAReason() {
    assertThat(Attempt.of(() -> null)).isEqualTo(new Attempt<>(null, "found no result"));
    assertThat(problem(new SpeakerbenchException("ours"))).isEqualTo("ours");
    assertThat(problem(new IOException("theirs"))).isEqualTo("theirs");
    assertThat(problem(new IllegalStateException("a bug")))
        .isEqualTo("java.lang.IllegalStateException: a bug");
  }

  private static String problem(Exception thrown) {
    Attempt.Source<String> source =
        () -> {
          if (thrown instanceof IOException checked) {
            throw checked;
          }
          throw (RuntimeException) thrown;
        };
    return Attempt.of(source).problem();
  }

  @Test
  void nothingRunsAfterAFailure() {
    Attempt<String> failed = Attempt.of(() -> null);
    Attempt<Integer> next =
        failed.then(
            value -> {
              throw new AssertionError("ran");
            });
    assertThat(next.failed()).isTrue();
    assertThat(next.problem()).isEqualTo("an earlier step failed: found no result");
  }
}
