package org.speakerbench.engine.fbank.internal.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSpectrumTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048})
  void powersOfTwoEqualTheDefinitionOfTheTransform(int size) {
    assertThat(PowerSpectrum.ofSize(size)).isInstanceOf(RealFft.class);
    equalsTheDefinition(new RealFft(size), size);
  }

  /** Small primes, their powers and products, large primes, and powers of two too. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 8, 10, 14, 18, 50, 62, 128, 200, 400, 600, 758, 800, 1102, 1200})
  void evenSizesEqualTheDefinitionOfTheTransform(int size) {
    equalsTheDefinition(new MixedRadixFft(size), size);
  }

  /** Products of two indices below a prime of 46 349 do not fit 32 bits. */
  @Test
  void rootsOfLargePrimesDoNotOverflow() {
    assertThat(MixedRadixFft.root(46_348L * 46_348, 46_349, 46_349)).isEqualTo(1);
    assertThat(MixedRadixFft.root(46_348L * 2, 46_349, 3 * 46_349)).isEqualTo(3 * 46_347);
  }

  @Test
  void otherSizesThanPowersOfTwoAreMixed() {
    assertThat(PowerSpectrum.ofSize(400)).isInstanceOf(MixedRadixFft.class);
  }

  private static void equalsTheDefinition(PowerSpectrum transform, int size) {
    double[] frame = new Random(size).doubles(size, -1, 1).toArray();
    double[] buffer = new Random(1).doubles(transform.bufferSize()).toArray();
    System.arraycopy(frame, 0, buffer, 0, size);
    double[] power = new double[size / 2 + 1];
    transform.compute(buffer, power);
    for (int k = 0; k <= size / 2; k++) {
      assertThat(power[k]).as("bin %d of %d", k, size).isCloseTo(direct(frame, k), within(1e-9));
    }
  }

  private static double direct(double[] frame, int k) {
    double re = 0;
    double im = 0;
    for (int n = 0; n < frame.length; n++) {
      double angle = 2 * Math.PI * ((long) k * n % frame.length) / frame.length;
      re += frame[n] * Math.cos(angle);
      im -= frame[n] * Math.sin(angle);
    }
    return re * re + im * im;
  }

  @ParameterizedTest
  @ValueSource(ints = {-8, 0, 1, 2, 400})
  void onlyPowersOfTwoFromFourAreRadix4(int size) {
    assertThatThrownBy(() -> new RealFft(size)).hasMessageContaining("power of two");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 1, 401})
  void oddSizesAreRefused(int size) {
    assertThatThrownBy(() -> new MixedRadixFft(size)).hasMessageContaining("expected an even one");
  }

  @Test
  void logarithmIsExactToElevenDecimals() {
    Random random = new Random(1);
    double worst = 0;
    for (int i = 0; i < 200_000; i++) {
      double x = Math.exp(random.nextDouble() * 200 - 100);
      worst = Math.max(worst, Math.abs(Log.ln(x) - Math.log(x)));
    }
    assertThat(worst).isLessThan(1e-11);
    assertThat(Log.ln(1)).isCloseTo(0, within(1e-12));
    assertThat(Log.ln(Math.ulp(1f))).isCloseTo(-23 * Math.log(2), within(1e-12));
  }
}
