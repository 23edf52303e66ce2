package org.speakerbench.bench.format;

/** The columns of a {@link Work}, which both CSVs have. */
final class WorkColumns {
  private WorkColumns() {}

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
