package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.zoo.ModelLabel;

/**
 * Which model is the fastest, and by how much, in a sentence. It claims no more than the figures
 * carry: rows whose intervals overlap are not told apart, a first look is called so, and rows that
 * are INVALID are in no claim.
 */
final class SpeedAnswer {
  private final Headline headline;

  SpeedAnswer(Headline headline) {
    this.headline = headline;
  }

  /** At least one sentence, the most important first. */
  List<String> sentences() {
    List<SummaryRow> own =
        headline.main().stream()
            .filter(row -> row.work().program().equals(Work.SPEAKERBENCH))
            .filter(row -> row.ms().n() > 0)
            .sorted(Comparator.comparingDouble(row -> row.rtf().rtf()))
            .toList();
    if (own.isEmpty()) {
      return List.of("No model was run from samples to embedding: see what was measured below.");
    }
    List<SummaryRow> usable =
        own.stream().filter(row -> Standing.of(row) != Standing.INVALID).toList();
    if (usable.isEmpty()) {
      return List.of(disturbed(own));
    }
    List<String> sentences = new ArrayList<>();
    GrowthAnswer growth = new GrowthAnswer(headline);
    SummaryRow first = usable.get(0);
    String setting = growth.setting(first);
    sentences.add(
        (Standing.of(first) == Standing.FIRST_LOOK ? "On this first look " : "")
            + (usable.size() == 1 ? single(first) : ranking(usable))
            + (setting.isEmpty() ? "." : ", with " + setting + "."));
    if (usable.size() < own.size()) {
      sentences.add(
          "Left out, as INVALID: "
              + Words.and(
                  own.stream().filter(row -> !usable.contains(row)).map(Words::title).toList())
              + ".");
    }
    growth.sentence(first).ifPresent(sentences::add);
    return sentences;
  }

  private static String single(SummaryRow row) {
    return Words.title(row) + " has an RTF of " + Words.rtf(row) + ": " + Words.ofRealTime(row);
  }

  /** Rows in the order of their figures. */
  private static String ranking(List<SummaryRow> rows) {
    SummaryRow first = rows.get(0);
    List<SummaryRow> equal =
        rows.stream().filter(row -> row == first || overlap(first, row)).toList();
    if (equal.size() > 1) {
      return Words.and(equal.stream().map(Words::title).toList())
          + (equal.size() < rows.size() ? " are the fastest here, and" : ":")
          + " which of them is the fastest cannot be told, as their intervals overlap or are missing: RTF "
          + Words.and(equal.stream().map(Words::rtf).toList());
    }
    SummaryRow next = // the other graph of the same model is told of elsewhere
        rows.stream()
            .filter(row -> !modelOf(row).equals(modelOf(first)))
            .findFirst()
            .orElse(rows.get(1));
    return Words.title(first)
        + " is the fastest here: RTF "
        + Words.rtf(first)
        + ", "
        + Words.ofRealTime(first)
        + " and "
        + Words.times(next.rtf().rtf() / first.rtf().rtf())
        + " faster than "
        + Words.title(next);
  }

  private static String modelOf(SummaryRow row) {
    return ModelLabel.parse(row.work().model()).model();
  }

  private static String disturbed(List<SummaryRow> rows) {
    SummaryRow first = rows.get(0);
    return rows.size() == 1
        ? Words.title(first)
            + " has an RTF of "
            + Words.rtf(first)
            + ", which is no evidence: the figure is INVALID."
        : "Which model is the fastest cannot be told: all figures of the table are INVALID."
            + " The smallest is that of "
            + Words.title(first)
            + ", RTF "
            + Words.rtf(first)
            + ".";
  }

  /** Whether a difference may be none: without an interval it always may. */
  static boolean overlap(SummaryRow a, SummaryRow b) {
    return !(a.rtf().high() < b.rtf().low() || b.rtf().high() < a.rtf().low());
  }
}
