package org.speakerbench.engine.graph.pass;

import java.util.Optional;
import java.util.function.Function;

/** Where a value comes from, through what keeps some property of it. */
final class Origin {
  private Origin() {}

  /**
   * The value furthest back.
   *
   * @param before the value in front of one that has the property too; empty if there is none
   */
  static String of(String value, Function<String, Optional<String>> before) {
    String origin = value;
    Optional<String> next = before.apply(origin);
    while (next.isPresent()) {
      origin = next.get();
      next = before.apply(origin);
    }
    return origin;
  }
}
