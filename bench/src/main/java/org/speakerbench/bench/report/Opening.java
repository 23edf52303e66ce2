package org.speakerbench.bench.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a page says of a comparison before any table, a sentence each.
 *
 * @param actions what the user must do something about
 * @param answer what came out
 * @param notices what to know of all rows
 */
public record Opening(List<String> actions, List<String> answer, List<String> notices) {
  /** Of a page without a comparison. */
  public static final Opening NONE = new Opening(List.of(), List.of(), List.of());

  /** Of a page with several comparisons; what they share is said once. */
  static Opening joined(List<Opening> openings) {
    return new Opening(
        all(openings, Opening::actions),
        all(openings, Opening::answer),
        all(openings, Opening::notices));
  }

  private static List<String> all(List<Opening> openings, Function<Opening, List<String>> part) {
    return openings.stream().map(part).flatMap(List::stream).distinct().toList();
  }

  /** All of it, in this order. */
  List<String> lines() {
    return Stream.of(actions, answer, notices).flatMap(List::stream).toList();
  }
}
