package org.speakerbench.bench.report;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/**
 * The rows that a run was made for: the whole way to an embedding by wall clock. That is from
 * samples on, and from file to file where outside programs take part, of which nothing else is
 * known.
 *
 * @param rows of all models, programs and settings
 * @param main those of one setting: the one that most rows have, of equal ones that whose audio is
 *     nearest to the published three seconds, then the first
 */
record Headline(List<SummaryRow> rows, List<SummaryRow> main) {
  private static final double USUAL_AUDIO_MS = 3000;
  private static final Set<String> OURS = Set.of(Work.SPEAKERBENCH, Work.BASE);

  /** All of a work but program and model. */
  private record Setting(Scenario scenario, int threads, int workers, int batch, int audioMs) {
    static Setting of(SummaryRow row) {
      Work work = row.work();
      return new Setting(
          work.scenario(), work.intraOpThreads(), work.workers(), work.batch(), work.audioMs());
    }
  }

  static Headline of(List<SummaryRow> all) {
    Stage whole =
        all.stream().allMatch(row -> OURS.contains(row.work().program()))
            ? Stage.E2E
            : Stage.EXTRACT;
    return of(all, row -> row.work().stage() == whole);
  }

  /** FBank, for a run without any model. */
  static Headline ofFeatures(List<SummaryRow> all) {
    return of(all, row -> row.work().stage() == Stage.FBANK);
  }

  private static Headline of(List<SummaryRow> all, Predicate<SummaryRow> asked) {
    List<SummaryRow> rows =
        all.stream().filter(row -> row.clock() == Clock.WALL).filter(asked).toList();
    List<SummaryRow> main =
        rows.stream()
            .collect(
                groupingBy(
                    Setting::of, LinkedHashMap::new, collectingAndThen(toList(), List::copyOf)))
            .values()
            .stream()
            .min(
                Comparator.<List<SummaryRow>>comparingInt(setting -> -setting.size())
                    .thenComparingDouble(setting -> fromUsual(setting.get(0).work())))
            .orElse(List.of());
    return new Headline(rows, main);
  }

  /** How far its audio is from that of the published figures, as a logarithm. */
  private static double fromUsual(Work work) {
    return Math.abs(Math.log(work.audioMs() / USUAL_AUDIO_MS));
  }
}
