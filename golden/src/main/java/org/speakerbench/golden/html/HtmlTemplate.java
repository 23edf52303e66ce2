package org.speakerbench.golden.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A page with gaps: <code>{{name}}</code> stands for a part that is written there. */
public final class HtmlTemplate {
  private final String template;

  /** A part of the page. */
  public interface Part {
    void write(Html html) throws IOException;
  }

  /** The template of a resource beside a class. */
  public HtmlTemplate(Class<?> owner, String resource) {
    template = resource(owner, resource);
  }

  /**
   * Writes the page.
   *
   * @param parts by name; each name of the template has one
   */
  public void write(Writer out, Map<String, Part> parts) throws IOException {
    // Text and names in turn.
    String[] pieces = template.split("\\{\\{|}}");
    Html html = new Html(out);
    for (int i = 0; i < pieces.length; i++) {
      if (i % 2 == 0) {
        out.write(pieces[i]);
      } else {
        Objects.requireNonNull(parts.get(pieces[i]), pieces[i]).write(html);
      }
    }
  }

  /** The style that all pages share: colours, light and dark, text and tables. */
  public static String sharedStyle() {
    return resource(HtmlTemplate.class, "shared.css");
  }

  /** The text of a resource beside a class. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
