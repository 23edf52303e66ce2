package org.speakerbench.bench.format;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/** Reads a CSV of ours: what is wrong with it is said with file, line and column. */
final class CsvTable {
  private static final String VERSION = "schema_version";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private CsvTable() {}

  /**
   * Reads all rows. A byte-order mark and the line ends of other systems, which spreadsheets write,
   * are read over.
   *
   * @param version the only schema version that is understood
   * @param required the columns that each file has, in their order; it may have more at the end,
   *     and one that is asked for but not there is blank
   * @throws SpeakerbenchException if the file is missing, cut off, or of another kind or version
   */
  static <T> List<T> read(
      Path file, String version, List<String> required, Function<Row, T> convert) {
    String text = text(file);
    List<T> rows = new ArrayList<>();
    try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
      List<String> header = null;
      for (CSVRecord record : parser) {
        long line = parser.getCurrentLineNumber();
        if (header == null) {
          header = record.toList();
          requireCommas(file, record);
          continue;
        }
        requireVersion(file, version, header, record);
        requireHeader(file, header, required);
        if (record.size() != header.size()) {
          throw wrong(file, line, "found " + record.size() + " columns, expected " + header.size());
        }
        rows.add(convert.apply(new Row(file, line, header, record)));
      }
      requireHeader(file, header, required);
    } catch (IOException e) {
      throw new SpeakerbenchException(file + ": found broken CSV: " + e.getMessage(), e);
    }
    return rows;
  }

  private static String text(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      if (text.startsWith(BYTE_ORDER_MARK)) {
        text = text.substring(BYTE_ORDER_MARK.length());
      }
      if (text.isEmpty()) {
        throw new SpeakerbenchException(file + ": found an empty file, expected a header");
      }
      if (!text.endsWith("\n")) {
        throw new SpeakerbenchException(
            file + ": found a last line without an end: the file is cut off, expected all of it");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": found bytes that are not UTF-8 text", e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          file + ": cannot be read, expected a file of a report folder (" + Reasons.of(e) + ")", e);
    }
  }

  /**
   * A spreadsheet that separates by something else writes numbers in another way too, some of them
   * as dates: such a file is told, not guessed at.
   */
  private static void requireCommas(Path file, CSVRecord header) {
    String first = header.get(0);
    if (first.matches(VERSION + "\"?[;\t].*")) {
      throw new SpeakerbenchException(
          file
              + ": found columns between "
              + (first.contains(";") ? "semicolons" : "tabs")
              + ", as a spreadsheet saves them, expected commas: use the file as speakerbench wrote"
              + " it");
    }
  }

  /** The first cell of each row says it, whatever the columns of that version are. */
  private static void requireVersion(
      Path file, String version, List<String> header, CSVRecord row) {
    if (header.get(0).equals(VERSION) && !row.get(0).equals(version)) {
      throw new SpeakerbenchException(
          file + ": found " + VERSION + " " + row.get(0) + ", expected " + version);
    }
  }

  private static void requireHeader(Path file, List<String> found, List<String> header) {
    for (int i = 0; i < header.size(); i++) {
      String column = i < found.size() ? found.get(i) : "nothing";
      if (!column.equals(header.get(i))) {
        throw wrong(
            file, 1, "found " + column + " as column " + (i + 1) + ", expected " + header.get(i));
      }
    }
  }

  private static SpeakerbenchException wrong(Path file, long line, String what) {
    return new SpeakerbenchException(file + ", line " + line + ": " + what);
  }

  /** A row that is read by column. */
  record Row(Path file, long line, List<String> header, CSVRecord cells) {

    /** Blank if the file has no such column. */
    String text(String column) {
      int index = header.indexOf(column);
      return index < 0 ? "" : cells.get(index);
    }

    int integer(String column) {
      return parse(column, "an integer", Integer::parseInt);
    }

    /** Blank is 0. */
    int integerOrZero(String column) {
      return text(column).isEmpty() ? 0 : integer(column);
    }

    long count(String column) {
      return parse(column, "an integer", Long::parseLong);
    }

    OptionalLong optionalCount(String column) {
      return text(column).isEmpty() ? OptionalLong.empty() : OptionalLong.of(count(column));
    }

    double number(String column) {
      return parse(column, "a number", Double::parseDouble);
    }

    /** Blank is NaN. */
    double optionalNumber(String column) {
      return text(column).isEmpty() ? Double.NaN : number(column);
    }

    /** A constant by its name. */
    <T> T constant(String column, Function<String, T> find) {
      try {
        return find.apply(text(column));
      } catch (SpeakerbenchException e) {
        throw wrong(file, line, e.getMessage());
      }
    }

    private <T> T parse(String column, String expected, Function<String, T> convert) {
      try {
        return convert.apply(text(column));
      } catch (NumberFormatException e) {
        throw wrong(
            file, line, "found \"" + text(column) + "\" in " + column + ", expected " + expected);
      }
    }
  }
}
