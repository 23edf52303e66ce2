package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrayErrorsTest {

  @Test
  void measuresEachKindOfErrorAndFindsTheWorstPlace() {
    ArrayErrors errors =
        ArrayErrors.between(new double[] {3, 4, 0, 0}, new double[] {3, 4.5, -1, 0});
    assertThat(errors.maxAbs()).isEqualTo(1);
    assertThat(errors.rms()).isEqualTo(Math.sqrt(1.25 / 4));
    assertThat(errors.relativeL2()).isEqualTo(Math.sqrt(1.25) / 5, within(1e-15));
    assertThat(errors.cosine()).isEqualTo(27 / (5 * Math.sqrt(30.25)), within(1e-15));
    assertThat(errors.worstIndex()).isEqualTo(2);
    assertThat(errors.expected()).isZero();
    assertThat(errors.actual()).isEqualTo(-1);
  }

  @Test
  void theLargestErrorOfTheOthersTellsAnOutlier() {
    double[] zeros = new double[4];
    assertThat(ArrayErrors.between(zeros, new double[] {1, -9, 3, 2}).othersMaxAbs()).isEqualTo(3);
    assertThat(ArrayErrors.between(zeros, new double[] {-9, 1, 3, 2}).othersMaxAbs()).isEqualTo(3);
    assertThat(ArrayErrors.between(zeros, new double[] {1, 2, 3, -9}).othersMaxAbs()).isEqualTo(3);
    assertThat(ArrayErrors.between(zeros, new double[] {2, 2, 0, 1}).othersMaxAbs()).isEqualTo(2);
    assertThat(ArrayErrors.between(zeros, zeros).othersMaxAbs()).isZero();
    double[] small = {0.2, 0.5, 0.1, 0};
    assertThat(ArrayErrors.between(zeros, small).othersMaxAbs()).isEqualTo(0.2);
    // The first of equal ones is the worst.
    assertThat(ArrayErrors.between(zeros, new double[] {1, 2, -2, 0}).worstIndex()).isEqualTo(1);
    ArrayErrors errors = ArrayErrors.between(zeros, new double[] {1, -9, 3, 2});
    assertThat(errors.outlierLimit(0)).isEqualTo(3 * Limits.AGREEMENT_OUTLIER);
    assertThat(errors.outlierLimit(4)).isEqualTo(4 * Limits.AGREEMENT_OUTLIER);
    ArrayErrors one = ArrayErrors.between(new double[1], new double[] {5});
    assertThat(one.maxAbs()).isEqualTo(5);
    assertThat(one.othersMaxAbs()).isNaN();
    assertThat(one.outlierLimit(1)).isNaN();
  }

  @Test
  void aValueThatIsNotANumberIsTheWorst() {
    ArrayErrors errors =
        ArrayErrors.between(
            new double[] {1, 1, 1, 1}, new double[] {9, Double.NaN, Double.NaN, 99});
    assertThat(errors.worstIndex()).isEqualTo(1);
    assertThat(errors.maxAbs()).isNaN();
    assertThat(errors.rms()).isNaN();
    assertThat(errors.relativeL2()).isNaN();
    assertThat(errors.cosine()).isNaN();
  }
}
