package org.speakerbench.bench.format;

import java.util.Locale;

/** Whether a runtime computes a model right. */
public enum RuntimeVerdict {
  /** Every answer is within the limit of its precision. */
  SAFE,
  /** Some answer is wrong, or missing. */
  UNSAFE,
  /** The process ended by a signal, or hung. */
  CRASHED,
  /** It could not be tried; the note says why. */
  UNAVAILABLE;

  /** The verdict of a label. */
  public static RuntimeVerdict of(String label) {
    return Labels.find(values(), RuntimeVerdict::label, label, "verdict");
  }

  /** As the file has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
