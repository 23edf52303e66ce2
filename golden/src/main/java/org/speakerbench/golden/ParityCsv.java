package org.speakerbench.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/**
 * {@code parity.csv}: one line a measurement, UTF-8, lines end in a line feed, the same bytes in
 * every locale. Numbers read back as the same doubles; what does not apply is blank. A check that
 * could not be measured is one line without metric and value. The columns are described in {@code
 * reports/README.md}.
 */
final class ParityCsv {
  /** Raised when a column changes its meaning; columns are only added at the end. */
  private static final int SCHEMA_VERSION = 2;

  private static final Object[] HEADER = {
    "schema_version",
    "pack",
    "clip",
    "model",
    "stage",
    "reference",
    "metric",
    "value",
    "limit",
    "bound",
    Peer.TORCHAUDIO.column(),
    Peer.KALDI_NATIVE_FBANK.column(),
    Peer.ONNXRUNTIME.column(),
    "worst_frame",
    "worst_bin",
    "worst_index",
    "expected",
    "actual",
    "passed",
    "note",
  };

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private ParityCsv() {}

  /** Writes a file that is either complete or not there. */
  static void write(ParityReports reports, Path file) {
    TextFile.write(file, out -> write(reports, out));
  }

  /** Writes to a stream, which stays open. */
  static void write(ParityReports reports, Appendable out) throws IOException {
    FORMAT.printRecord(out, HEADER);
    for (ParityReport report : reports.packs()) {
      for (ParityRow row : report.rows()) {
        for (Measurement measurement : row.measurements()) {
          FORMAT.printRecord(out, fields(report.pack(), row, measurement).toArray());
        }
        if (row.measurements().isEmpty()) {
          FORMAT.printRecord(out, fields(report.pack(), row, null).toArray());
        }
      }
    }
  }

  /** The cells of a line; without a measurement those that need one are blank. */
  private static List<Object> fields(String pack, ParityRow row, Measurement measured) {
    List<Object> fields = new ArrayList<>();
    fields.add(SCHEMA_VERSION);
    fields.add(pack);
    fields.add(row.clip());
    fields.add(row.model());
    fields.add(row.stage());
    fields.add(row.reference());
    fields.add(measured == null ? "" : lowerCase(measured.metric()));
    fields.add(measured == null ? "" : Double.toString(measured.value()));
    fields.add(measured == null || !measured.limited() ? "" : Double.toString(measured.limit()));
    fields.add(measured == null ? "" : lowerCase(measured.bound()));
    for (Peer peer : List.of(Peer.TORCHAUDIO, Peer.KALDI_NATIVE_FBANK, Peer.ONNXRUNTIME)) {
      Double reached = measured == null ? null : measured.peers().get(peer);
      fields.add(reached == null ? "" : reached.toString());
    }
    ParityRow.Worst worst = row.worst();
    fields.add(worst == null || worst.frame() < 0 ? "" : Integer.toString(worst.frame()));
    fields.add(worst == null || worst.bin() < 0 ? "" : Integer.toString(worst.bin()));
    fields.add(worst == null ? "" : Integer.toString(worst.index()));
    fields.add(worst == null ? "" : Double.toString(worst.expected()));
    fields.add(worst == null ? "" : Double.toString(worst.actual()));
    fields.add(measured == null ? row.passed() : row.passed(measured));
    fields.add(row.note());
    return fields;
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
