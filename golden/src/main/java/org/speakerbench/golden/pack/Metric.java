package org.speakerbench.golden.pack;

import java.util.Locale;

/** How an error is measured. */
public enum Metric {
  MAX_ABS("max error", "%.3g"),
  RMS("RMS error", "%.3g"),
  RELATIVE_L2("relative L2", "%.3g"),
  COSINE("cosine", "%.9f");

  private final String label;
  private final String format;

  Metric(String label, String format) {
    this.label = label;
    this.format = format;
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
    return String.format(Locale.ROOT, format, value);
  }
}
