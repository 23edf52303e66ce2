package org.speakerbench.golden.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelLabel;
import org.speakerbench.golden.check.MeasuredError;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.pack.Peer;

/**
 * {@code parity.csv}: one line a measurement, UTF-8, lines end in a line feed, the same bytes in
 * every locale. Numbers read back as the same doubles; what does not apply is blank. A check that
 * could not be measured is one line without metric and value. The columns are described in {@code
 * reports/README.md}.
 */
public final class ParityCsv {
  /** Raised when a column changes its meaning; columns are only added at the end. */
  private static final int SCHEMA_VERSION = 2;

  /** What a line is about; {@code error} is null for a check that could not be measured. */
  private record Line(String pack, ParityRow row, MeasuredError error) {}

  /**
   * A column: all that is to be said of it.
   *
   * @param cell its text in a line; blank where it does not apply
   */
  private record Column(String name, Function<Line, Object> cell) {

    /** Blank in a line without an error. */
    static Column ofError(String name, Function<MeasuredError, Object> cell) {
      return new Column(name, line -> line.error() == null ? "" : cell.apply(line.error()));
    }

    /** What a peer reaches by the same metric. */
    static Column of(Peer peer) {
      return ofError(
          peer.label().replace('-', '_'),
          error -> error.peers().containsKey(peer) ? error.peers().get(peer).toString() : "");
    }

    /** Blank in a line of a check without such a place. */
    static Column ofWorst(String name, Function<ParityRow.Worst, Object> cell) {
      return new Column(
          name, line -> line.row().worst() == null ? "" : cell.apply(line.row().worst()));
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("schema_version", line -> SCHEMA_VERSION),
          new Column("pack", Line::pack),
          new Column("clip", line -> line.row().clip()),
          new Column("model", line -> line.row().model()),
          new Column("stage", line -> line.row().stage()),
          new Column("reference", line -> line.row().reference()),
          Column.ofError("metric", error -> lowerCase(error.metric())),
          Column.ofError("value", error -> Double.toString(error.value())),
          Column.ofError("limit", error -> error.limited() ? Double.toString(error.limit()) : ""),
          Column.ofError("bound", error -> lowerCase(error.bound())),
          Column.of(Peer.TORCHAUDIO),
          Column.of(Peer.KALDI_NATIVE_FBANK),
          Column.of(Peer.ONNXRUNTIME),
          Column.ofWorst("worst_frame", worst -> index(worst.frame())),
          Column.ofWorst("worst_bin", worst -> index(worst.bin())),
          Column.ofWorst("worst_index", worst -> Integer.toString(worst.index())),
          Column.ofWorst("expected", worst -> Double.toString(worst.expected())),
          Column.ofWorst("actual", worst -> Double.toString(worst.actual())),
          new Column("passed", ParityCsv::passed),
          new Column("note", line -> line.row().note()),
          new Column("graph", line -> label(line, ModelLabel::graph)),
          new Column("provider", line -> label(line, ModelLabel::providerName)),
          new Column("compute_precision", line -> label(line, ModelLabel::precision)));

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private ParityCsv() {}

  /**
   * Writes a file that is either complete or not there.
   *
   * @throws SpeakerbenchException if it cannot be written
   */
  public static void write(ParityReports reports, Path file) {
    TextFile.write(file, out -> write(reports, out));
  }

  /** Writes to a stream, which stays open. */
  static void write(ParityReports reports, Appendable out) throws IOException {
    FORMAT.printRecord(out, COLUMNS.stream().map(Column::name).toArray());
    for (ParityReport report : reports.packs()) {
      for (ParityRow row : report.rows()) {
        for (MeasuredError error : row.errors()) {
          write(new Line(report.pack(), row, error), out);
        }
        if (row.errors().isEmpty()) {
          write(new Line(report.pack(), row, null), out);
        }
      }
    }
  }

  private static void write(Line line, Appendable out) throws IOException {
    FORMAT.printRecord(out, COLUMNS.stream().map(column -> column.cell().apply(line)).toArray());
  }

  private static Object passed(Line line) {
    return line.error() == null ? line.row().passed() : line.row().passed(line.error());
  }

  /** What the label of the model says; blank for the stages before it. */
  private static Object label(Line line, Function<ModelLabel, Object> part) {
    String model = line.row().model();
    return model.isEmpty() ? "" : part.apply(ModelLabel.parse(model));
  }

  /** Blank if there is none. */
  private static String index(int index) {
    return index < 0 ? "" : Integer.toString(index);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
