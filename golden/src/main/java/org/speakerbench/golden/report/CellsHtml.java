package org.speakerbench.golden.report;

import java.io.IOException;
import java.util.Locale;
import org.speakerbench.golden.html.Html;

/** A table of the parity page. */
final class CellsHtml {
  private CellsHtml() {}

  /** A table that scrolls sideways on its own. A row with a failed verdict is marked. */
  static void table(Html html, Cells cells) throws IOException {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (Cells.Column column : cells.columns()) {
      html.open("th", "class", cssClass(column)).text(column.name()).close();
    }
    html.close().close().open("tbody").line();
    for (var row : cells.rows()) {
      html.open("tr", "class", row.contains(ParitySections.FAILED) ? "fail" : "ok");
      for (int c = 0; c < row.size(); c++) {
        Cells.Column column = cells.columns().get(c);
        if (column.name().equals(ParitySections.USED) && row.get(c).endsWith("%")) {
          html.open("td", "class", cssClass(column), "style", "--used:" + row.get(c));
        } else {
          html.open("td", "class", cssClass(column));
        }
        html.text(row.get(c)).close();
      }
      html.close().line();
    }
    html.close().close().close().line();
  }

  private static String cssClass(Cells.Column column) {
    return column.name().toLowerCase(Locale.ROOT).replace(' ', '-')
        + (column.number() ? " number" : "");
  }
}
