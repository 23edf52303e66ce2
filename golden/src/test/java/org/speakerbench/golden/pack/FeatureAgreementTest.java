package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.MelOptions;

/** The figures are worked out by hand from the rule: 5e-3, and 2^-23 of the loudest amplitude. */
class FeatureAgreementTest {
  private static final double EPSILON = Math.ulp(1f);

  private static FbankOptions options(boolean energy, boolean htk, boolean log, boolean power) {
    FbankOptions standard = FbankOptions.STANDARD;
    MelOptions mel = new MelOptions(3, 20, 0, 100, -500, 1);
    return new FbankOptions(
        standard.frame(), mel, standard.scale(), energy, 0, true, htk, log, power);
  }

  private static double[] allowed(FbankOptions options, int frame, double... truth) {
    return new FeatureAgreement(options, truth).allowed(frame);
  }

  @Test
  void anAmplitudeIsHalfALogOfAPower() {
    double thousandth = -6 * Math.log(10); // of the power: a thousandth of the amplitude
    double[] allowed = allowed(options(false, false, true, true), 0, 0, thousandth, -40);
    assertThat(allowed[0]).isCloseTo(5e-3 + EPSILON, within(1e-12));
    assertThat(allowed[1]).isCloseTo(5e-3 + 1e3 * EPSILON, within(1e-9));
    assertThat(allowed[2]).isCloseTo(5e-3 + Math.exp(20) * EPSILON, within(1e-3));
  }

  @Test
  void aLogOfAMagnitudeIsThatOfTheAmplitude() {
    double[] allowed = allowed(options(false, false, true, false), 0, -3 * Math.log(10), 0, 0);
    assertThat(allowed[0]).isCloseTo(5e-3 + 1e3 * EPSILON, within(1e-9));
  }

  @Test
  void withoutTheLogarithmErrorsAreThoseOfTheEnergies() {
    double[] power = allowed(options(false, false, false, true), 0, 1e4, 1, 0);
    assertThat(power[0]).isCloseTo(5e-3 * 1e4 + EPSILON * 1e4, within(1e-9));
    assertThat(power[1]).isCloseTo(5e-3 + EPSILON * 1e2, within(1e-9));
    assertThat(power[2]).isZero();
    double[] magnitude = allowed(options(false, false, false, false), 0, 1e4, 1, 0);
    assertThat(magnitude[0]).isCloseTo(5e-3 * 1e4 + EPSILON * 1e4, within(1e-9));
    assertThat(magnitude[1]).isCloseTo(5e-3 + EPSILON * 1e4, within(1e-9));
    assertThat(magnitude[2]).isCloseTo(EPSILON * 1e4, within(1e-12));
  }

  @Test
  void theLoudestCellIsThatOfTheFrame() {
    FbankOptions options = options(false, false, true, true);
    double[] truth = {-10, -12, -11, -4, -2, -3};
    assertThat(allowed(options, 0, truth)[0]).isCloseTo(5e-3 + EPSILON, within(1e-12));
    assertThat(allowed(options, 1, truth)[0])
        .isCloseTo(5e-3 + Math.exp(1) * EPSILON, within(1e-12));
    assertThat(new FeatureAgreement(options, truth).loudest()).isEqualTo(-2);
    assertThat(new FeatureAgreement(options, new double[] {-4, -2, -3, -9, -9, -9}).loudest())
        .isEqualTo(-2);
  }

  @Test
  void theEnergyIsAColumnOfItsOwn() {
    double[] first = {90, -10, -12, -11};
    FbankOptions before = options(true, false, true, true);
    assertThat(allowed(before, 0, first)[0]).isEqualTo(5e-4);
    assertThat(allowed(before, 0, first)[1]).isCloseTo(5e-3 + EPSILON, within(1e-12));
    assertThat(new FeatureAgreement(before, first).loudest()).isEqualTo(-10);
    double[] last = {-10, -12, -11, 90};
    FbankOptions after = options(true, true, true, true);
    assertThat(allowed(after, 0, last)[3]).isEqualTo(5e-4);
    assertThat(allowed(after, 0, last)[0]).isCloseTo(5e-3 + EPSILON, within(1e-12));
    assertThat(new FeatureAgreement(after, last).loudest()).isEqualTo(-10);
  }
}
