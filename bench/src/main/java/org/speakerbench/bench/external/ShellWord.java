package org.speakerbench.bench.external;

/** Text as one word of a POSIX shell. */
public final class ShellWord {
  private ShellWord() {}

  /** In single quotes, which keep everything but themselves. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
