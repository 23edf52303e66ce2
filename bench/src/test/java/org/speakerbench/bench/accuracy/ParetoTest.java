package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** By hand: time first, then error; of both less is better. */
class ParetoTest {
  private static Pareto.Point exact(double time, double error) {
    return new Pareto.Point(
        Pareto.Range.of(time, time, time), Pareto.Range.of(error, error, error));
  }

  private static Pareto.Point wide(double time, double error, double low, double high) {
    return new Pareto.Point(Pareto.Range.of(time, time, time), Pareto.Range.of(error, low, high));
  }

  @Test
  void exactFiguresAreOnTheFrontOrBehindIt() {
    Pareto.Point fast = exact(1, 5);
    Pareto.Point right = exact(3, 1);
    Pareto.Point behind = exact(3.5, 5.5);
    assertThat(Pareto.place(fast, List.of(right, behind))).isEqualTo(Pareto.Place.FRONT);
    assertThat(Pareto.place(right, List.of(fast, behind))).isEqualTo(Pareto.Place.FRONT);
    assertThat(Pareto.place(behind, List.of(fast, right))).isEqualTo(Pareto.Place.DOMINATED);
  }

  @Test
  void whatStandsAloneIsOnNoFront() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pareto.place(exact(1, 5), List.of()))
        .withMessage("nothing to compare with");
  }

  @Test
  void equalFiguresBeatNobody() {
    assertThat(Pareto.place(exact(1, 5), List.of(exact(1, 5)))).isEqualTo(Pareto.Place.FRONT);
    assertThat(Pareto.place(exact(1, 5), List.of(exact(1, 4.9)))).isEqualTo(Pareto.Place.DOMINATED);
    assertThat(Pareto.place(exact(1, 5), List.of(exact(0.9, 5)))).isEqualTo(Pareto.Place.DOMINATED);
  }

  @Test
  void whatIntervalsDoNotShowIsUndecided() {
    Pareto.Point slow = wide(3, 4, 1, 7);
    Pareto.Point fast = wide(1, 3, 0, 5);
    assertThat(Pareto.place(slow, List.of(fast))).isEqualTo(Pareto.Place.MAYBE_DOMINATED);
    assertThat(Pareto.place(wide(3, 2, 0, 5), List.of(fast))).isEqualTo(Pareto.Place.MAYBE_FRONT);
    assertThat(Pareto.place(wide(3, 9, 6, 12), List.of(fast))).isEqualTo(Pareto.Place.DOMINATED);
    assertThat(Pareto.place(wide(3, 9, 4.9, 12), List.of(fast)))
        .isEqualTo(Pareto.Place.MAYBE_DOMINATED);
  }

  @Test
  void theFastestIsOnTheFrontHoweverWideItsErrorIs() {
    Pareto.Point fast =
        new Pareto.Point(Pareto.Range.of(1, 0.9, 1.1), Pareto.Range.of(9, Double.NaN, Double.NaN));
    Pareto.Point slow =
        new Pareto.Point(Pareto.Range.of(2, 1.9, 2.1), Pareto.Range.of(1, Double.NaN, Double.NaN));
    assertThat(Pareto.place(fast, List.of(slow))).isEqualTo(Pareto.Place.FRONT);
    assertThat(Pareto.place(slow, List.of(fast))).isEqualTo(Pareto.Place.MAYBE_FRONT);
  }

  @Test
  void timesWithoutAnIntervalDecideNothing() {
    Pareto.Point fast =
        new Pareto.Point(Pareto.Range.of(1, Double.NaN, Double.NaN), Pareto.Range.of(9, 8, 10));
    Pareto.Point slow =
        new Pareto.Point(Pareto.Range.of(2, Double.NaN, Double.NaN), Pareto.Range.of(12, 11, 13));
    assertThat(Pareto.place(slow, List.of(fast))).isEqualTo(Pareto.Place.MAYBE_DOMINATED);
    // None of the others can be as accurate.
    assertThat(Pareto.place(fast, List.of(slow))).isEqualTo(Pareto.Place.FRONT);
  }
}
