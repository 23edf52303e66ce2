package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;

class ComparisonAnswerTest {
  private static List<ComparisonRow> rows(ComparisonVerdict... verdicts) {
    return PageSamples.comparison().stream()
        .filter(row -> List.of(verdicts).contains(row.verdict()))
        .toList();
  }

  @Test
  void aSlowerRowIsNamedWhateverElseIsFaster() {
    ComparisonAnswer answer = new ComparisonAnswer(rows(ComparisonVerdict.values()));
    assertThat(answer.worse()).isTrue();
    assertThat(answer.sentence())
        .isEqualTo(
            "The new side is 0.97 times slower than the base at campplus e2e 3000 ms by wall clock,"
                + " ratio 0.970 [0.958, 0.990]; of 4 rows from end to end 1 worse, 1 better, 1 without a difference, 1"
                + " not to be told.");
  }

  @Test
  void whatCannotBeToldIsNoPraise() {
    ComparisonAnswer open =
        new ComparisonAnswer(rows(ComparisonVerdict.NO_DIFFERENCE, ComparisonVerdict.CANNOT_TELL));
    assertThat(open.worse()).isFalse();
    assertThat(open.sentence())
        .isEqualTo(
            "No difference is shown and none is excluded: 1 of 2 rows cannot be told (because of"
                + " <cannot tell>).");
    assertThat(new ComparisonAnswer(rows(ComparisonVerdict.NO_DIFFERENCE)).sentence())
        .isEqualTo("No difference: in the one row the whole interval lies inside the noise band.");
  }
}
