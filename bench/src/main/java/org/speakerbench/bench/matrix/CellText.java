package org.speakerbench.bench.matrix;

import java.util.Locale;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;

/** A row in few characters. */
final class CellText {
  private CellText() {}

  /** The verdict, and the largest error where it says something: {@code ok 6e-6}, {@code 2.2}. */
  static String of(RuntimeRow row) {
    return switch (row.verdict()) {
      case SAFE -> "ok " + error(row.relL2Max());
      case UNSAFE -> "WRONG " + error(row.relL2Max());
      case CRASHED -> "CRASHED";
      case UNAVAILABLE -> "-";
    };
  }

  private static String error(double value) {
    if (Double.isNaN(value)) {
      return "?";
    }
    return Double.isInfinite(value)
        ? "none"
        : value == 0
            ? "0"
            : String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+00", "");
  }

  /**
   * How wrong it is, by colour: 0 for what is right to 5 for an answer that has nothing to do with
   * the right one.
   */
  static int shade(RuntimeRow row) {
    if (row.verdict() != RuntimeVerdict.UNSAFE) {
      return 0;
    }
    double error = row.relL2Max();
    return error < 1e-3 ? 1 : error < 1e-2 ? 2 : error < 1e-1 ? 3 : error < 1 ? 4 : 5;
  }
}
