package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table as aligned text or as Markdown: the first column to the left, the others to the right.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /** Header cells may have several lines. */
  public TextTable(String... header) {
    this.header = List.of(header);
  }

  public TextTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells, expected " + header.size());
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Names of the columns, each on one line. */
  public List<String> header() {
    return header.stream().map(cell -> cell.replace('\n', ' ')).toList();
  }

  public List<List<String>> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** Lines that end with a line feed, without trailing spaces. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    int headerLines = header.stream().mapToInt(cell -> (int) cell.lines().count()).max().orElse(1);
    for (int i = 0; i < headerLines; i++) {
      int line = i;
      lines.add(header.stream().map(cell -> line(cell, line)).toList());
    }
    int[] widths = new int[header.size()];
    for (List<String> row : joined(lines, rows)) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    lines.add(rule);
    StringBuilder text = new StringBuilder();
    for (List<String> row : joined(lines, rows)) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? row.get(c) + pad : GAP + pad + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A Markdown table, aligned as the text. */
  String markdown() {
    return markdown("--:");
  }

  /** A Markdown table with all columns to the left. */
  String markdownLeft() {
    return markdown(":--");
  }

  private String markdown(String others) {
    StringBuilder text = new StringBuilder();
    append(text, header());
    List<String> rule = new ArrayList<>(Collections.nCopies(header.size(), others));
    rule.set(0, ":--");
    append(text, rule);
    rows.forEach(row -> append(text, row));
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> cells) {
    text.append("| ")
        .append(String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()))
        .append(" |\n");
  }

  private static String line(String cell, int number) {
    return cell.lines().skip(number).findFirst().orElse("");
  }

  private static List<List<String>> joined(List<List<String>> first, List<List<String>> second) {
    List<List<String>> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
