package org.speakerbench.bench.environment;

import java.util.regex.Pattern;

/**
 * Where things are on this machine: it says nothing of what was measured, but much of who did, and
 * is kept out of reports.
 */
public final class LocalPaths {
  /** A path from the root or from somebody's home, at the start of a word or of a value. */
  private static final Pattern FOLDERS = Pattern.compile("(?<![^\\s'\"=:,])[/~][^\\s'\"=:,]*/");

  private LocalPaths() {}

  /**
   * A text in which absolute paths are shortened to their last part; relative ones stay, as they
   * are the same in another checkout.
   */
  public static String shortened(String text) {
    return FOLDERS.matcher(text).replaceAll("");
  }
}
