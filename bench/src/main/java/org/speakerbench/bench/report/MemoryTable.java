package org.speakerbench.bench.report;

import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.format.SummaryRow;

/** What a model costs in memory: a process of its own, from the JVM alone to its peak. */
final class MemoryTable {
  static final String TITLE = "What it costs in memory";

  static final String METHOD =
      "Resident memory, MB (10^6 bytes), of a process that does nothing but embed this clip, in a"
          + " Java heap of a fixed, small size; files that are mapped count. The JVM alone is in all"
          + " figures.";

  private static final String NOTHING = "-";

  private MemoryTable() {}

  /** Empty if the run did not measure it. */
  static Optional<TextTable> of(List<SummaryRow> rows) {
    TextTable table =
        new TextTable(
            "Model",
            "JVM\nalone",
            "Model\nloaded",
            "First\nembedding",
            "Many\nembeddings",
            "Embeddings",
            "Peak");
    for (SummaryRow row : rows) {
      ProcessMemory memory = row.memory().process();
      if (row.clock() == Clock.WALL && memory.known()) {
        table.row(
            Words.title(row),
            megabytes(memory.jvmMb()),
            megabytes(memory.loadedMb()),
            megabytes(memory.firstMb()),
            megabytes(memory.settledMb()),
            Decimal.fixed(memory.embeddings(), 0),
            megabytes(memory.peakMb()));
      }
    }
    return table.rows().isEmpty() ? Optional.empty() : Optional.of(table);
  }

  static String megabytes(double value) {
    return Double.isNaN(value) ? NOTHING : Decimal.fixed(value, 0);
  }
}
