package org.speakerbench.engine.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody meant, by the number of letters that differ; case does not count. */
public final class Nearest {
  /** Of so many letters of a name one may differ: a mistyped name differs in one or two. */
  private static final int LETTERS_PER_MISTAKE = 4;

  /** A name of fewer letters shortens too many others. */
  private static final int FEWEST_LETTERS = 3;

  private Nearest() {}

  /**
   * The nearest of some names however far it is; empty if there are none. One that the name
   * shortens or lengthens, with the same letters in the same order, is nearer than any other.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> shortens(name, candidate) || shortens(candidate, name))
        .min(Comparator.comparingInt(candidate -> Math.abs(candidate.length() - name.length())))
        .or(() -> fewestEdits(name, known));
  }

  /** Whether a name is a part of another, or has its first and some more letters in their order. */
  private static boolean shortens(String part, String whole) {
    String few = letters(part);
    String many = letters(whole);
    if (few.length() < FEWEST_LETTERS || many.isEmpty()) {
      return false;
    }
    if (few.charAt(0) != many.charAt(0)) {
      return many.contains(few);
    }
    int found = 0;
    for (int i = 0; i < many.length() && found < few.length(); i++) {
      found += few.charAt(found) == many.charAt(i) ? 1 : 0;
    }
    return found == few.length();
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static Optional<String> fewestEdits(String name, Collection<String> known) {
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
    return fewestEdits(name, known)
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
