package org.speakerbench.engine.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody meant, by the number of letters that differ; case does not count. */
public final class Nearest {
  /** Of so many letters of a name one may differ: a mistyped name differs in one or two. */
  private static final int LETTERS_PER_MISTAKE = 4;

  private Nearest() {}

  /** The nearest of some names however far it is; empty if there are none. */
  public static Optional<String> of(String name, Collection<String> known) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The nearest of some names, if it is near enough to have been meant. */
  public static Optional<String> meant(String name, Collection<String> known) {
    return of(name, known)
        .filter(nearest -> distance(name, nearest) <= nearest.length() / LETTERS_PER_MISTAKE);
  }

  /** Levenshtein distance. */
  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
