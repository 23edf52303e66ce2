package org.speakerbench.bench.embeddings;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.format.Csv;

/** {@code embeddings.csv}: a row for each utterance of either set; numbers read back exactly. */
public final class SetCsv {
  /** Name of the file. */
  public static final String FILE = "embeddings.csv";

  private static final String VERSION = "1";
  private static final List<String> COLUMNS =
      List.of("schema_version", "utterance", "verdict", "cosine", "relative_l2", "note");

  private SetCsv() {}

  /** Header and rows: those in both, then what is missing, then what is in B alone. */
  public static String text(SetComparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (Pair pair : comparison.pairs()) {
      String verdict = comparison.limits().accept(pair) ? "ok" : "differs";
      rows.add(
          List.of(
              VERSION,
              pair.id(),
              verdict,
              number(pair.cosine()),
              number(pair.relativeL2()),
              pair.problem() == null ? "" : pair.problem()));
    }
    comparison.missing().forEach(id -> rows.add(List.of(VERSION, id, "missing", "", "", "")));
    comparison.extra().forEach(id -> rows.add(List.of(VERSION, id, "extra", "", "", "")));
    return Csv.text(COLUMNS, rows);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
