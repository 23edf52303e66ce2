package org.speakerbench.bench.format;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Whether {@code measurements.csv} holds every sample that {@code summary.csv} counts, and the
 * latter a row for all of them: a file that was cut at the end of a line looks whole otherwise.
 */
final class WholeReport {
  private WholeReport() {}

  /** What the samples of a row have in common. */
  private record Group(String runId, Work work, Clock clock) {}

  /** One iteration of a fork. */
  private record Turn(int fork, int iteration) {}

  /**
   * Checks that each row of a summary has its samples.
   *
   * @param mayHoldMore whether there may be more of them: a run that is cut off between writing the
   *     two files
   * @throws SpeakerbenchException naming the first row whose samples are not all there
   */
  static void require(
      Path folder, List<SummaryRow> summary, List<MeasurementRow> rows, boolean mayHoldMore) {
    Map<Group, Long> calls = new LinkedHashMap<>();
    Map<Group, Set<Turn>> turns = new HashMap<>();
    for (MeasurementRow row : rows) {
      if (row.phase() == Phase.MEASURED) {
        Group group = new Group(row.runId(), row.work(), row.clock());
        calls.merge(group, row.count(), Long::sum);
        turns
            .computeIfAbsent(group, key -> new HashSet<>())
            .add(new Turn(row.fork(), row.iteration()));
      }
    }
    for (SummaryRow row : summary) {
      Group group = new Group(row.run().runId(), row.work(), row.clock());
      long found =
          row.samplesAreCalls()
              ? calls.getOrDefault(group, 0L)
              : turns.getOrDefault(group, Set.of()).size();
      if (found < row.ms().n() || found > row.ms().n() && !mayHoldMore) {
        throw new SpeakerbenchException(
            folder.resolve(MeasurementsCsv.FILE)
                + ": found "
                + found
                + " samples of "
                + name(group)
                + ", expected "
                + row.ms().n()
                + " as in "
                + SummaryCsv.FILE
                + (found < row.ms().n() ? ": the file is cut off" : ""));
      }
    }
    Set<Group> counted =
        summary.stream()
            .map(row -> new Group(row.run().runId(), row.work(), row.clock()))
            .collect(Collectors.toSet());
    for (Group group : calls.keySet()) {
      // CPU time that is not known of every iteration has no row.
      if (group.clock == Clock.WALL && !counted.contains(group) && !mayHoldMore) {
        throw new SpeakerbenchException(
            folder.resolve(SummaryCsv.FILE)
                + ": found no row of "
                + name(group)
                + ", of which "
                + MeasurementsCsv.FILE
                + " has samples, expected one: the file is cut off");
      }
    }
  }

  private static String name(Group group) {
    String stage = group.work.stage().label() + " by " + group.clock.label();
    return group.work.model().isEmpty() ? stage : group.work.model() + " " + stage;
  }
}
