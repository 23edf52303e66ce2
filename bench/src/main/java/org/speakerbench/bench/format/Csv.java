package org.speakerbench.bench.format;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/** CSV as RFC 4180 has it, except that lines end with a line feed alone. */
public final class Csv {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private Csv() {}

  /** Header and rows as text. */
  public static String text(List<String> header, Iterable<? extends List<String>> rows) {
    StringBuilder text = new StringBuilder();
    try {
      FORMAT.printRecord(text, header.toArray());
      for (List<String> row : rows) {
        FORMAT.printRecord(text, row.toArray());
      }
    } catch (IOException e) {
      throw new AssertionError("a StringBuilder does not fail", e);
    }
    return text.toString();
  }
}
