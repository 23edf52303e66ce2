package org.speakerbench.bench.report;

/** Breaks sentences at spaces for the console. */
public final class Wrap {
  static final int COLUMNS = 120;

  private Wrap() {}

  /** Lines of at most {@link #COLUMNS} characters, each ending with a line feed. */
  public static String lines(String sentence) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String word : sentence.split(" ")) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        text.append('\n');
        column = 0;
      }
      if (column > 0) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    return text.append('\n').toString();
  }
}
