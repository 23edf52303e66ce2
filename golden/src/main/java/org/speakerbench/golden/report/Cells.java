package org.speakerbench.golden.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text, for the console and the page alike.
 *
 * @param columns their names; numbers go to the right
 * @param rows each as long as the columns
 */
record Cells(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

  /** A column. */
  record Column(String name, boolean number) {
    static Column text(String name) {
      return new Column(name, false);
    }

    static Column number(String name) {
      return new Column(name, true);
    }
  }

  Cells {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Aligned lines that end with a line feed, without trailing spaces. */
  String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::name).toList());
    lines.addAll(rows);
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder out = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - line.get(c).length());
        out.append(c == 0 ? "" : GAP);
        out.append(columns.get(c).number() ? pad + line.get(c) : line.get(c) + pad);
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
