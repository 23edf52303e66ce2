package org.speakerbench.bench.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.bench.format.SummaryRow;

/** What is to be said of rows, grouped: sentences that differ in their numbers only are one. */
final class Findings {
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d+(?:\\.\\d+)?");

  private Findings() {}

  /**
   * A sentence with ranges for its numbers, and the rows it is true of.
   *
   * @param text for instance {@code load on the machine: 47.1 to 52.3% of all CPUs}
   */
  record Finding(String text, List<SummaryRow> rows) {}

  /** Sentences of one form, and the rows that they were said of. */
  private static final class Group {
    private final List<String> sentences = new ArrayList<>();
    private final List<SummaryRow> rows = new ArrayList<>();
  }

  /** The most frequent first. */
  static List<Finding> of(List<SummaryRow> rows, Function<SummaryRow, List<String>> sentences) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (SummaryRow row : rows) {
      for (String sentence : sentences.apply(row)) {
        Group group =
            groups.computeIfAbsent(NUMBER.matcher(sentence).replaceAll("#"), form -> new Group());
        group.sentences.add(sentence);
        group.rows.add(row);
      }
    }
    return groups.values().stream()
        .map(group -> new Finding(joined(group.sentences), List.copyOf(group.rows)))
        .sorted((a, b) -> Integer.compare(b.rows.size(), a.rows.size()))
        .toList();
  }

  private static String joined(List<String> sentences) {
    List<List<String>> numbers = sentences.stream().map(Findings::numbers).toList();
    Matcher gaps = NUMBER.matcher(sentences.get(0));
    StringBuilder text = new StringBuilder();
    for (int i = 0; gaps.find(); i++) {
      int place = i;
      List<String> values =
          numbers.stream()
              .map(list -> list.get(place))
              .sorted((a, b) -> new BigDecimal(a).compareTo(new BigDecimal(b)))
              .toList();
      String low = values.get(0);
      String high = values.get(values.size() - 1);
      gaps.appendReplacement(text, low.equals(high) ? low : low + " to " + high);
    }
    return gaps.appendTail(text).toString();
  }

  private static List<String> numbers(String sentence) {
    return NUMBER.matcher(sentence).results().map(found -> found.group()).toList();
  }
}
