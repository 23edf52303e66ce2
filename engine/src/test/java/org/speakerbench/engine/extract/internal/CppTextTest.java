package org.speakerbench.engine.extract.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CppTextTest {

  /** Expected values as printed by a C++ std::ostream. */
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0.0,-0",
    "1,1",
    "-1.5,-1.5",
    "100000,100000",
    "999999,999999",
    "1000000,1e+06",
    "1234567,1.23457e+06",
    "999999.5,1e+06",
    "0.0001,0.0001",
    "0.00001,1e-05",
    "0.000123456789,0.000123457",
    "0.1234565,0.123456",
    "6210.625,6210.62",
    "6210.635,6210.64",
    "0.5,0.5",
    "3.14159265,3.14159",
    "1e-20,1e-20",
    "-2.5e37,-2.5e+37",
    "1e100,1e+100"
  })
  void generalIsTheDefaultOfCppStreams(double value, String expected) {
    assertThat(CppText.general(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.000000",
    "-0.0,-0.000000",
    "-1e-9,-0.000000",
    "0.5,0.500000",
    "-15.942385,-15.942385",
    "1234567.25,1234567.250000",
    "0.0000005,0.000000",
    "0.00000051,0.000001",
    "1999999999.5,2000000000.000000",
    "2e9,2000000000.000000",
    "-3e9,-3000000000.000000"
  })
  void fixedHasSixDecimals(float value, String expected) {
    assertThat(CppText.fixed(value)).isEqualTo(expected);
  }

  @Test
  void fixedIsTheExactValueRoundedToEven() {
    Random random = new Random(4);
    for (int i = 0; i < 50_000; i++) {
      float value =
          Math.abs((float) (random.nextGaussian() * Math.pow(10, random.nextInt(14) - 7)));
      assertThat(CppText.fixed(value))
          .isEqualTo(new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString());
    }
  }

  @Test
  void generalIsWithinHalfAUnitOfTheSixthDigit() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
      String text = CppText.general(value);
      double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 5);
      assertThat(Double.parseDouble(text)).isCloseTo(value, within(0.5000001 * unit));
      assertThat(text.replaceAll("e.*|[-.]", "").replaceAll("^0+", "")).hasSizeLessThanOrEqualTo(6);
    }
  }

  /** Fast where floats can be computed with exactly; all others go the long way anyway. */
  @Test
  void generalIsTheSameTheShortWayAndTheLong() {
    Random random = new Random(6);
    for (int i = 0; i < 200_000; i++) {
      float magnitude = (float) Math.pow(10, random.nextDouble() * 14 - 7);
      // Few digits and a 5: exactly between two texts, or a text with zeros to strip.
      float shortOne = random.nextInt(4000) * 0.5f * (float) Math.pow(10, random.nextInt(7) - 3);
      float half = random.nextInt(1 << 20) + 0.5f;
      for (float value :
          new float[] {magnitude, -Math.nextUp(magnitude), shortOne, -half, half / 1024}) {
        assertThat(CppText.general(value)).isEqualTo(CppText.anyGeneral(value));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      floats = {1e-7f, 1e-6f, 1e-5f, 1e-4f, 1e-3f, 0.01f, 0.1f, 1, 10, 100, 1e3f, 1e4f, 1e5f, 1e6f})
  void generalIsTheSameBothWaysAroundPowersOfTen(float power) {
    for (int ulps = -300; ulps <= 300; ulps++) {
      float value = Float.intBitsToFloat(Float.floatToIntBits(power) + ulps);
      assertThat(CppText.general(value)).isEqualTo(CppText.anyGeneral(value));
    }
  }
}
