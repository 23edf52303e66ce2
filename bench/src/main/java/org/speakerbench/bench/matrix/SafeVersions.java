package org.speakerbench.bench.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;

/** A sentence for each model: under which releases and providers it is safe. */
final class SafeVersions {
  private final List<String> versions;

  private SafeVersions(List<String> versions) {
    this.versions = versions;
  }

  /** In the order of the grid. */
  static List<String> sentences(Grid grid) {
    SafeVersions safe = new SafeVersions(grid.versions());
    Map<String, List<Grid.Line>> models = new LinkedHashMap<>();
    grid.lines()
        .forEach(
            line ->
                models
                    .computeIfAbsent(
                        line.model() + " (" + line.exporter() + ")", key -> new ArrayList<>())
                    .add(line));
    List<String> sentences = new ArrayList<>();
    models.forEach(
        (model, lines) ->
            sentences.add(
                model
                    + ": "
                    + lines.stream().map(safe::clause).collect(Collectors.joining("; "))
                    + "."));
    return sentences;
  }

  private String clause(Grid.Line line) {
    List<String> parts = new ArrayList<>();
    for (RuntimeVerdict verdict : RuntimeVerdict.values()) {
      String ranges = ranges(line, row -> row.verdict() == verdict);
      if (!ranges.isEmpty()) {
        parts.add(verdict.label() + " under " + ranges);
      }
    }
    return line.runtime() + " " + String.join(", ", parts);
  }

  /** For example {@code 1.16.3 to 1.20.0, 1.29.0}; neighbours are those of the matrix. */
  private String ranges(Grid.Line line, Predicate<RuntimeRow> wanted) {
    List<String> ranges = new ArrayList<>();
    int first = -1;
    for (int i = 0; i <= versions.size(); i++) {
      boolean is = i < versions.size() && line.at(versions.get(i)).filter(wanted).isPresent();
      if (is && first < 0) {
        first = i;
      } else if (!is && first >= 0) {
        String from = versions.get(first);
        ranges.add(first == i - 1 ? from : from + " to " + versions.get(i - 1));
        first = -1;
      }
    }
    return String.join(", ", ranges);
  }
}
