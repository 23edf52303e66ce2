package org.speakerbench.golden;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.speakerbench.engine.AtomicFile;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * {@code parity.csv}: one line a check, UTF-8, lines end in a line feed, the same bytes in every
 * locale. Numbers read back as the same doubles; what does not apply is blank. For the stage {@link
 * Stage#DISTINCT}, {@code limit_relative_l2} is the least value that passes, elsewhere the largest.
 */
final class ParityCsv {
  /** Raised when a column changes its meaning; columns are only added at the end. */
  private static final int SCHEMA_VERSION = 1;

  private static final Object[] HEADER = {
    "schema_version",
    "pack",
    "clip",
    "model",
    "stage",
    "reference",
    "max_abs",
    "rms",
    "relative_l2",
    "cosine",
    "limit_max_abs",
    "limit_rms",
    "limit_relative_l2",
    "limit_cosine",
    "worst_frame",
    "worst_bin",
    "passed",
    "note",
  };

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private ParityCsv() {}

  /** Writes a file that is either complete or not there. */
  static void write(ParityReport report, Path file) {
    try {
      AtomicFile.write(
          file,
          out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            write(report, text);
            text.flush();
          });
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot write " + file + ": " + e + "; expected a writable folder", e);
    }
  }

  /** Writes to a stream, which stays open. */
  static void write(ParityReport report, Appendable out) throws IOException {
    FORMAT.printRecord(out, HEADER);
    for (ParityRow row : report.rows()) {
      FORMAT.printRecord(out, fields(report, row).toArray());
    }
  }

  private static List<Object> fields(ParityReport report, ParityRow row) {
    List<Object> fields = new ArrayList<>();
    fields.add(SCHEMA_VERSION);
    fields.add(report.pack());
    fields.add(row.clip());
    fields.add(row.model());
    fields.add(row.stage());
    fields.add(row.reference());
    for (Metric metric : Metric.values()) {
      fields.add(row.measurement(metric).map(m -> Double.toString(m.value())).orElse(""));
    }
    for (Metric metric : Metric.values()) {
      fields.add(
          row.measurement(metric)
              .filter(Measurement::limited)
              .map(m -> Double.toString(m.limit()))
              .orElse(""));
    }
    ParityRow.Worst worst = row.worst();
    fields.add(worst == null || worst.frame() < 0 ? "" : Integer.toString(worst.frame()));
    fields.add(worst == null || worst.bin() < 0 ? "" : Integer.toString(worst.bin()));
    fields.add(row.passed());
    fields.add(row.note());
    return fields;
  }
}
