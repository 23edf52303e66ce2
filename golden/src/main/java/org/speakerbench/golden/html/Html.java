package org.speakerbench.golden.html;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements that are closed in order, with all text escaped: HTML that is XML as well. */
public final class Html {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();

  public Html(Writer out) {
    this.out = out;
  }

  /** Opens an element; names and values of attributes in turn. */
  public Html open(String element, String... attributes) throws IOException {
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
  public Html close() throws IOException {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with text in it, on a line of its own. */
  public Html element(String element, String text, String... attributes) throws IOException {
    return open(element, attributes).text(text).close().line();
  }

  public Html text(String text) throws IOException {
    out.append(escape(text));
    return this;
  }

  /** A line feed between elements. */
  public Html line() throws IOException {
    out.append('\n');
    return this;
  }

  /** JSON for a script to read; it cannot end its element, as no "less than" is left in it. */
  public Html json(String json, String cssClass) throws IOException {
    open("script", "type", "application/json", "class", cssClass);
    out.append(json.replace("<", "\\u003c"));
    return close().line();
  }

  /** Text that is no text of the page but a style or a script: not escaped. */
  public Html raw(String code) throws IOException {
    out.append(code);
    return this;
  }

  /** Text for an element or an attribute. Characters that XML does not have become U+FFFD. */
  public static String escape(String text) {
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
