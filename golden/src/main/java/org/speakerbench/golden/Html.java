package org.speakerbench.golden;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes elements that are closed in order, with all text escaped: HTML that is XML as well. */
final class Html {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();

  Html(Writer out) {
    this.out = out;
  }

  /** Opens an element; names and values of attributes in turn. */
  Html open(String element, String... attributes) throws IOException {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    open.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() throws IOException {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with text in it, on a line of its own. */
  Html element(String element, String text, String... attributes) throws IOException {
    return open(element, attributes).text(text).close().line();
  }

  Html text(String text) throws IOException {
    out.append(escape(text));
    return this;
  }

  /** A line feed between elements. */
  Html line() throws IOException {
    out.append('\n');
    return this;
  }

  /** JSON for a script to read; it cannot end its element, as no "less than" is left in it. */
  Html json(String json, String cssClass) throws IOException {
    open("script", "type", "application/json", "class", cssClass);
    out.append(json.replace("<", "\\u003c"));
    return close().line();
  }

  /** A table that scrolls sideways on its own. A row with a failed verdict is marked. */
  Html table(Cells cells) throws IOException {
    open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (Cells.Column column : cells.columns()) {
      open("th", "class", cssClass(column)).text(column.name()).close();
    }
    close().close().open("tbody").line();
    for (var row : cells.rows()) {
      open("tr", "class", row.contains(ParitySections.FAILED) ? "fail" : "ok");
      for (int c = 0; c < row.size(); c++) {
        Cells.Column column = cells.columns().get(c);
        if (column.name().equals(ParitySections.USED) && row.get(c).endsWith("%")) {
          open("td", "class", cssClass(column), "style", "--used:" + row.get(c));
        } else {
          open("td", "class", cssClass(column));
        }
        text(row.get(c)).close();
      }
      close().line();
    }
    return close().close().close().line();
  }

  private static String cssClass(Cells.Column column) {
    return column.name().toLowerCase(Locale.ROOT).replace(' ', '-')
        + (column.number() ? " number" : "");
  }

  /** Text for an element or an attribute. Characters that XML does not have become U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return c >= ' ' && c < 0xD800
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0xE000 && c < 0xFFFE
        || c > 0xFFFF;
  }
}
