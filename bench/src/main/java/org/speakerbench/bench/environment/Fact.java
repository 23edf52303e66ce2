package org.speakerbench.bench.environment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One fact of the environment: a value and where it comes from, or why there is none.
 *
 * @param value text, number, boolean or list of texts; null if unavailable
 * @param source file, system property or call; null if unavailable
 * @param unavailable the reason; null if there is a value
 */
public record Fact(Object value, String source, String unavailable) {

  public Fact {
    if ((value == null) == (unavailable == null)) {
      throw new IllegalArgumentException("a fact has a value or a reason, found both or neither");
    }
  }

  /** A fact that is known. */
  public static Fact of(Object value, String source) {
    return new Fact(value, source, null);
  }

  /** A fact that is not known. */
  public static Fact unavailable(String reason) {
    return new Fact(null, null, reason);
  }

  /** The first of these that is known; unavailable for all their reasons if none is. */
  static Fact firstKnown(Fact... facts) {
    for (Fact fact : facts) {
      if (fact.value != null) {
        return fact;
      }
    }
    return unavailable(
        Arrays.stream(facts).map(Fact::unavailable).distinct().collect(Collectors.joining("; ")));
  }

  /** The value as text; empty if unavailable. */
  public Optional<String> text() {
    return Optional.ofNullable(value).map(Object::toString);
  }
}
