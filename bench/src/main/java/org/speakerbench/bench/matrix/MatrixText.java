package org.speakerbench.bench.matrix;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;

/** The matrix on a console: a table, and a sentence for each model. */
public final class MatrixText {
  private static final String GAP = "  ";

  private MatrixText() {}

  /** Both, with an empty line between. */
  public static String of(List<RuntimeRow> rows) {
    Grid grid = Grid.of(rows);
    List<List<String>> table = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("model", "runtime"));
    header.addAll(grid.versions());
    table.add(header);
    for (Grid.Line line : grid.lines()) {
      List<String> cells = new ArrayList<>(List.of(line.model(), line.runtime()));
      grid.versions().forEach(version -> cells.add(line.at(version).map(CellText::of).orElse("")));
      table.add(cells);
    }
    StringBuilder text = new StringBuilder();
    for (List<String> cells : table) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        row.append(cells.get(i)).append(" ".repeat(width(table, i) - cells.get(i).length()));
        row.append(GAP);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    text.append("\nok: within the limit; WRONG: beyond it or without an answer, with the largest")
        .append(" relative L2; -: could not be tried, runtime-matrix.csv says why\n\n");
    SafeVersions.sentences(grid).forEach(sentence -> text.append(sentence).append('\n'));
    long wrong =
        rows.stream()
            .filter(
                row ->
                    row.verdict() == RuntimeVerdict.UNSAFE
                        || row.verdict() == RuntimeVerdict.CRASHED)
            .count();
    return text.append('\n')
        .append(rows.size() + " combinations, " + wrong + " of them wrong or crashed\n")
        .toString();
  }

  private static int width(List<List<String>> table, int column) {
    return table.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
