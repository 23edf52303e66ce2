package org.speakerbench.bench.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * The figures that 3D-Speaker publishes for its C++ runtime: {@code reports/published.csv}.
 *
 * @param rows in the order of the published table
 */
public record Published(List<Row> rows) {
  private static final String RESOURCE = "/org/speakerbench/bench/published.csv";

  /**
   * One published figure.
   *
   * @param model zoo key of the architecture
   * @param title name in the table
   * @param paramsAsPublished parameters as printed there
   * @param rtf real-time factor: CPU time of read, FBank, inference and write over audio length
   * @param cpu machine
   * @param audioMs length of the audio, ms
   * @param source where it is published
   */
  public record Row(
      String model,
      String title,
      String paramsAsPublished,
      double rtf,
      String cpu,
      int audioMs,
      String source) {}

  /** The embedded table. */
  public static Published load() {
    try (InputStream in = Published.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new SpeakerbenchException(
            "resource " + RESOURCE + " is missing, expected reports/published.csv in the jar");
      }
      return parse(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + RESOURCE + ": " + Reasons.of(e), e);
    }
  }

  /** Reads a table of this form. */
  public static Published parse(Reader csv) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(csv)) {
      return new Published(parser.stream().map(Published::row).toList());
    }
  }

  private static Row row(CSVRecord row) {
    return new Row(
        row.get("model"),
        row.get("title"),
        row.get("params_as_published"),
        Double.parseDouble(row.get("rtf")),
        row.get("cpu"),
        Integer.parseInt(row.get("audio_ms")),
        row.get("source"));
  }

  /** Zoo keys of the published models, in the order of the table: not all of the zoo. */
  public List<String> keys() {
    return rows.stream().map(Row::model).toList();
  }

  /** The figure of a model of this name. */
  public Optional<Row> find(String model) {
    return rows.stream().filter(row -> row.model().equals(model)).findFirst();
  }
}
