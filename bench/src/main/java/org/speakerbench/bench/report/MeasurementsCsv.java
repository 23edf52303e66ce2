package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;

/**
 * The format of {@code measurements.csv}, version 1: one row per distinct wall time of an
 * iteration, with how often it was measured, and one row per iteration with its CPU time per call
 * and its calls.
 */
final class MeasurementsCsv {
  static final String SCHEMA_VERSION = "1";

  private static final List<String> HEADER =
      List.of(
          "schema_version",
          "run_id",
          "stage",
          "clock",
          "model",
          "audio_ms",
          "intra_op_threads",
          "fork",
          "iteration",
          "value_ms",
          "count");

  private static final int MS_PLACES = 6; // a nanosecond

  private MeasurementsCsv() {}

  static String text(String runId, int audioMs, int intraOpThreads, List<CellResult> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      String threads = cell.cell().stage().perModel() ? Integer.toString(intraOpThreads) : "";
      for (IterationData iteration : cell.iterations()) {
        for (IterationData.Sample sample : iteration.samples()) {
          rows.add(
              row(
                  runId,
                  audioMs,
                  threads,
                  cell,
                  iteration,
                  Clock.WALL,
                  sample.valueMs(),
                  sample.count()));
        }
        if (!Double.isNaN(iteration.cpuMs())) {
          rows.add(
              row(
                  runId,
                  audioMs,
                  threads,
                  cell,
                  iteration,
                  Clock.CPU,
                  iteration.cpuMs(),
                  iteration.operations()));
        }
      }
    }
    return Csv.text(HEADER, rows);
  }

  private static List<String> row(
      String runId,
      int audioMs,
      String threads,
      CellResult cell,
      IterationData iteration,
      Clock clock,
      double valueMs,
      long count) {
    return List.of(
        SCHEMA_VERSION,
        runId,
        cell.cell().stage().label(),
        clock.label(),
        cell.cell().modelName(),
        Integer.toString(audioMs),
        threads,
        Integer.toString(iteration.fork()),
        Integer.toString(iteration.iteration()),
        Decimal.shortest(valueMs, MS_PLACES),
        Long.toString(count));
  }
}
