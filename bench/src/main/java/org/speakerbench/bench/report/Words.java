package org.speakerbench.bench.report;

import java.util.List;
import java.util.Locale;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;

/** Figures, factors and lists as sentences have them. */
final class Words {
  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final String NOTHING = "-";
  private static final int RTF_PLACES = 4;

  /** Below it an RTF of {@link #RTF_PLACES} decimals has no digits left. */
  private static final double SMALL_RTF = 0.001;

  private Words() {}

  /** A small number in letters. */
  static String number(long n) {
    return n < NUMBERS.size() ? NUMBERS.get((int) n) : Long.toString(n);
  }

  static String plural(long n, String noun) {
    return grouped(n) + " " + noun + (n == 1 ? "" : "s");
  }

  /** With a capital letter. */
  static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** {@code 3,600,000}. */
  static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** {@code a, b and c}. */
  static String and(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** {@code 0.0170 [0.0167, 0.0176]}, as in the table; a dash for what gave no figure. */
  static String rtf(SummaryRow row) {
    if (Double.isNaN(row.rtf().rtf())) {
      return NOTHING;
    }
    int places = row.rtf().rtf() < SMALL_RTF ? RTF_PLACES + 2 : RTF_PLACES;
    String rtf = Decimal.fixed(row.rtf().rtf(), places);
    return Double.isNaN(row.rtf().low())
        ? rtf
        : rtf
            + " ["
            + Decimal.fixed(row.rtf().low(), places)
            + ", "
            + Decimal.fixed(row.rtf().high(), places)
            + "]";
  }

  /** {@code 2.6 times}: three digits near one, where they matter. */
  static String times(double factor) {
    return (factor < 10 ? Decimal.fixed(factor, factor < 2 ? 2 : 1) : grouped(Math.round(factor)))
        + " times";
  }

  /** {@code 59 times faster than real time}. */
  static String ofRealTime(SummaryRow row) {
    double rtf = row.rtf().rtf();
    return rtf <= 1
        ? times(1 / rtf) + " faster than real time"
        : times(rtf) + " slower than real time";
  }

  /** The model's name for people; of a row without one, what was timed. */
  static String title(SummaryRow row) {
    if (row.model() != null) {
      return row.model().title();
    }
    Stage stage = row.work().stage();
    return stage == Stage.FBANK ? "FBank" : stage.label();
  }
}
