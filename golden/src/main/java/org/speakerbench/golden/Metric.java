package org.speakerbench.golden;

import java.util.Locale;

/** How an error is measured. */
public enum Metric {
  MAX_ABS("max error"),
  RMS("RMS error"),
  RELATIVE_L2("relative L2"),
  COSINE("cosine");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** The name in text for people. */
  public String label() {
    return label;
  }

  /** A value in text for people: three significant digits, nine decimals for a cosine. */
  public String format(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    return String.format(Locale.ROOT, this == COSINE ? "%.9f" : "%.3g", value);
  }
}
