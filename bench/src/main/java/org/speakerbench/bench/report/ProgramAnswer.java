package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/** How this program compares with the outside ones of the run, from file to file. */
final class ProgramAnswer {
  private final Headline headline;

  ProgramAnswer(Headline headline) {
    this.headline = headline;
  }

  /** Both programs with one model. */
  private record Pair(SummaryRow own, SummaryRow other) {
    boolean told() {
      return Standing.of(own) != Standing.INVALID
          && Standing.of(other) != Standing.INVALID
          && !SpeedAnswer.overlap(own, other);
    }

    boolean faster() {
      return other.rtf().rtf() > own.rtf().rtf();
    }

    /** Of the slower over the faster. */
    double factor() {
      double factor = other.rtf().rtf() / own.rtf().rtf();
      return faster() ? factor : 1 / factor;
    }
  }

  /** A sentence for each outside program. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (String program :
        headline.main().stream()
            .map(row -> row.work().program())
            .filter(name -> !name.equals(Work.SPEAKERBENCH) && !name.equals(Work.BASE))
            .distinct()
            .toList()) {
      List<Pair> pairs = pairs(program);
      if (!pairs.isEmpty()) {
        sentences.add(sentence(program, pairs));
      }
    }
    return sentences;
  }

  private List<Pair> pairs(String program) {
    List<Pair> pairs = new ArrayList<>();
    for (SummaryRow other : headline.main()) {
      if (other.work().program().equals(program)) {
        Optional<SummaryRow> own =
            headline.main().stream()
                .filter(row -> row.work().equals(other.work().by(Work.SPEAKERBENCH)))
                .findFirst();
        own.ifPresent(row -> pairs.add(new Pair(row, other)));
      }
    }
    return pairs;
  }

  private static String sentence(String program, List<Pair> pairs) {
    boolean first =
        pairs.stream()
            .anyMatch(
                pair ->
                    Standing.of(pair.own) == Standing.FIRST_LOOK
                        || Standing.of(pair.other) == Standing.FIRST_LOOK);
    List<Pair> faster = pairs.stream().filter(pair -> pair.told() && pair.faster()).toList();
    List<Pair> slower = pairs.stream().filter(pair -> pair.told() && !pair.faster()).toList();
    List<String> parts = new ArrayList<>();
    if (!faster.isEmpty()) {
      parts.add(part(faster, "faster than " + program));
    }
    if (!slower.isEmpty()) {
      parts.add(part(slower, "slower than " + program));
    }
    List<Pair> open = pairs.stream().filter(pair -> !pair.told()).toList();
    if (!open.isEmpty()) {
      parts.add("not to be told from " + program + " with " + models(open));
    }
    return (first ? "On this first look " : "")
        + "speakerbench is, from file to file, "
        + Words.and(parts)
        + ".";
  }

  private static String part(List<Pair> pairs, String direction) {
    double least = pairs.stream().mapToDouble(Pair::factor).min().orElseThrow();
    double most = pairs.stream().mapToDouble(Pair::factor).max().orElseThrow();
    String low = Words.times(least).replace(" times", "");
    String times = Words.times(most);
    return (times.equals(low + " times") ? times : low + " to " + times)
        + " "
        + direction
        + " with "
        + models(pairs);
  }

  private static String models(List<Pair> pairs) {
    return Words.and(pairs.stream().map(pair -> Words.title(pair.own)).toList());
  }
}
