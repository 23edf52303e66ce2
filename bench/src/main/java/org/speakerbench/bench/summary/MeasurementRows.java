package org.speakerbench.bench.summary;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;

/** Makes the rows of {@code measurements.csv} out of what was measured. */
public final class MeasurementRows {
  private MeasurementRows() {}

  public static List<MeasurementRow> of(String runId, List<CellResult> cells) {
    List<MeasurementRow> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      for (IterationData iteration : cell.iterations()) {
        for (IterationData.Sample sample : iteration.samples()) {
          rows.add(row(runId, cell, iteration, Clock.WALL, sample.valueMs(), sample.count()));
        }
        double cpuMs = iteration.extras().cpuMs();
        if (!Double.isNaN(cpuMs)) {
          rows.add(row(runId, cell, iteration, Clock.CPU, cpuMs, iteration.operations()));
        }
      }
    }
    return rows;
  }

  private static MeasurementRow row(
      String runId,
      CellResult cell,
      IterationData iteration,
      Clock clock,
      double valueMs,
      long count) {
    return new MeasurementRow(
        runId,
        cell.cell().work(),
        clock,
        iteration.phase(),
        iteration.fork(),
        iteration.iteration(),
        valueMs,
        count);
  }
}
