package org.speakerbench.bench.format;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text, the same in every locale: plain decimals with a point; NaN is blank. */
public final class Decimal {
  private Decimal() {}

  /** At most {@code places} decimals, without trailing zeros. */
  public static String shortest(double value, int places) {
    if (!Double.isFinite(value)) {
      return "";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Exactly {@code places} decimals, for tables. */
  public static String fixed(double value, int places) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
        : "";
  }
}
