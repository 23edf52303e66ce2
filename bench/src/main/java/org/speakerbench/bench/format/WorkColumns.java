package org.speakerbench.bench.format;

import java.util.List;
import java.util.stream.Stream;

/** The columns of a {@link Work} and its clock, which the CSVs have in common. */
final class WorkColumns {
  /** Their names, in the order of {@link #cells}. */
  static final List<String> NAMES =
      List.of(
          "program",
          "scenario",
          "stage",
          "clock",
          "model",
          "intra_op_threads",
          "workers",
          "batch",
          "audio_ms");

  private WorkColumns() {}

  /** Columns before, these, and columns behind. */
  static List<String> joined(List<String> before, List<String> these, List<String> behind) {
    return Stream.of(before, these, behind).flatMap(List::stream).toList();
  }

  static List<String> cells(Work work, Clock clock) {
    return List.of(
        work.program(),
        work.scenario().label(),
        work.stage().label(),
        clock.label(),
        work.model(),
        threads(work),
        Integer.toString(work.workers()),
        Integer.toString(work.batch()),
        Integer.toString(work.audioMs()));
  }

  /** Blank for stages that know no such threads. */
  static String threads(Work work) {
    return work.intraOpThreads() == 0 ? "" : Integer.toString(work.intraOpThreads());
  }

  static Work read(CsvTable.Row row) {
    return row.constant(
        "stage",
        stage ->
            new Work(
                row.text("program"),
                row.constant("scenario", Scenario::of),
                Stage.of(stage),
                row.text("model"),
                row.integerOrZero("intra_op_threads"),
                row.integer("workers"),
                row.integer("batch"),
                row.integer("audio_ms")));
  }
}
