package org.speakerbench.engine.checkpoint;

/** Texts of a file in messages: short, and without characters that a terminal obeys. */
final class Shown {
  /** Longer than the longest name of a tensor of the zoo. */
  private static final int LENGTH = 100;

  private Shown() {}

  static String of(String text) {
    String cut = text.length() > LENGTH ? text.substring(0, LENGTH) + "..." : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
  }
}
