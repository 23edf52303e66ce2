package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/** What a sweep says of one model: its smallest setting of each axis against its largest. */
final class GrowthAnswer {
  private final Headline headline;

  GrowthAnswer(Headline headline) {
    this.headline = headline;
  }

  private record Axis(String name, ToIntFunction<Work> value) {
    String words(SummaryRow row) {
      int n = value.applyAsInt(row.work());
      return name.equals("ms") ? Words.grouped(n) + " ms of audio" : Words.plural(n, name);
    }
  }

  private static final List<Axis> AXES =
      List.of(
          new Axis("thread", Work::intraOpThreads),
          new Axis("worker", Work::workers),
          new Axis("clip", Work::batch),
          new Axis("ms", Work::audioMs));

  /** The setting of a row by what was swept; empty if nothing was. */
  String setting(SummaryRow row) {
    return AXES.stream()
        .filter(
            axis ->
                headline.rows().stream()
                        .filter(other -> other.work().scenario() == row.work().scenario())
                        .mapToInt(other -> axis.value.applyAsInt(other.work()))
                        .distinct()
                        .count()
                    > 1)
        .map(axis -> axis.words(row))
        .collect(Collectors.joining(" and "));
  }

  /** Empty if nothing was swept. */
  Optional<String> sentence(SummaryRow like) {
    List<String> parts = new ArrayList<>();
    for (Axis axis : AXES) {
      List<SummaryRow> line =
          headline.rows().stream()
              .filter(row -> Standing.of(row) != Standing.INVALID)
              .filter(row -> differsOnlyIn(axis, row.work(), like.work()))
              .sorted(Comparator.comparingInt(row -> axis.value.applyAsInt(row.work())))
              .toList();
      if (line.size() > 1) {
        parts.add(difference(axis, line.get(0), line.get(line.size() - 1)));
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Words.title(like) + ": " + String.join("; ", parts) + ".");
  }

  /** Per second of audio, so that the larger setting may gain or lose. */
  private static String difference(Axis axis, SummaryRow small, SummaryRow large) {
    if (SpeedAnswer.overlap(small, large)) {
      return "between "
          + axis.words(small)
          + " and "
          + axis.words(large)
          + " no difference can be told";
    }
    double factor = small.rtf().rtf() / large.rtf().rtf();
    return "with "
        + axis.words(large)
        + " "
        + Words.times(factor < 1 ? 1 / factor : factor)
        + (factor < 1 ? " slower" : " faster")
        + " than with "
        + axis.words(small);
  }

  /** Parallel workers are a scenario of their own, beside one call after the other. */
  private static boolean differsOnlyIn(Axis axis, Work work, Work like) {
    boolean workers = axis.name.equals("worker");
    return work.program().equals(like.program())
        && work.model().equals(like.model())
        && (workers || work.scenario() == like.scenario())
        && (!workers || work.scenario() == Scenario.OFFLINE || work.equals(like))
        && AXES.stream()
            .filter(other -> other != axis)
            .allMatch(other -> other.value.applyAsInt(work) == other.value.applyAsInt(like));
  }
}
