package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Verdict;

/**
 * What a run says, before any table: how fast, whether the answers are right, and what the figures
 * may be taken for. Console, Markdown and page open with the same lines.
 *
 * @param speed how fast, at least one sentence
 * @param right whether the answers agree with Python; empty if nobody asked
 * @param evidence what the figures may be taken for
 * @param actions what the user must do something about; mostly none
 */
record Answer(List<String> speed, List<String> right, List<String> evidence, List<String> actions) {
  static final String SMOKE = "Smoke run: it proves that everything runs; no figure is a result.";
  static final String CUT_OFF =
      "INCOMPLETE: the run was cut off; this is what it had measured until then.";

  private static final String SOAK = "soak";

  static Answer of(ReportData data) {
    List<SummaryRow> rows = data.summary();
    Headline headline = Headline.of(rows);
    if (headline.rows().isEmpty()) {
      headline = Headline.ofFeatures(rows);
    }
    boolean smoke = rows.stream().anyMatch(row -> Standing.of(row) == Standing.SMOKE);
    return smoke
        ? new Answer(List.of(SMOKE), List.of(), List.of(), actions(data, headline))
        : new Answer(
            Stream.of(
                    new ProgramAnswer(headline).sentences().stream(),
                    new SpeedAnswer(headline).sentences().stream(),
                    new TunedAnswer(headline).sentence().stream(),
                    new WaysAnswer(data).sentences().stream())
                .flatMap(sentences -> sentences)
                .toList(),
            right(headline.main()),
            evidence(data, headline),
            actions(data, headline));
  }

  /** All of it, what needs an action first. */
  List<String> lines() {
    return Stream.of(actions, speed, right, evidence).flatMap(List::stream).toList();
  }

  private static List<String> right(List<SummaryRow> main) {
    List<String> agree = titles(main, row -> row.verdict() == Verdict.VERIFIED);
    List<String> unknown = titles(main, row -> row.verdict() == Verdict.UNVERIFIED);
    List<String> reduced = titles(main, row -> row.verdict() == Verdict.REDUCED);
    List<String> crashed = titles(main, row -> row.verdict() == Verdict.CRASHED);
    boolean all = unknown.isEmpty() && reduced.isEmpty() && crashed.isEmpty();
    List<String> lines = new ArrayList<>();
    if (!agree.isEmpty()) {
      lines.add(
          (all && agree.size() > 2
                  ? "All " + Words.number(agree.size()) + " agree"
                  : Words.and(agree) + (agree.size() == 1 ? " agrees" : " agree"))
              + " with Python (VERIFIED).");
    }
    if (!reduced.isEmpty()) {
      lines.add(
          Words.and(reduced)
              + (reduced.size() == 1 ? " answers" : " answer")
              + " otherwise, in reduced precision (REDUCED): see how far.");
    }
    if (!crashed.isEmpty()) {
      lines.add(Words.and(crashed) + " CRASHED: not to be used so.");
    }
    if (!unknown.isEmpty()) {
      lines.add(
          Words.and(unknown)
              + (unknown.size() == 1 ? " was" : " were")
              + " not checked: there is no reference for this model and clip (UNVERIFIED).");
    }
    return lines;
  }

  private static List<String> titles(List<SummaryRow> rows, Predicate<SummaryRow> which) {
    return rows.stream().filter(which).map(Words::title).distinct().toList();
  }

  private static List<String> evidence(ReportData data, Headline headline) {
    List<SummaryRow> rows = data.summary();
    List<SummaryRow> looks = with(rows, Standing.FIRST_LOOK);
    List<SummaryRow> invalid = with(rows, Standing.INVALID);
    List<String> lines = new ArrayList<>();
    if (!looks.isEmpty()) {
      int forks = looks.stream().mapToInt(SummaryRow::forks).max().orElseThrow();
      String planned = Words.number(forks) + (forks == 1 ? " fork" : " forks");
      lines.add(
          RunSettings.text(data.environment(), RunSettings.PROFILE).equals(SOAK)
              ? "Soak: "
                  + planned
                  + ", to see whether memory grows; --profile standard gives evidence of speed."
              : "First look: " + planned + "; --profile standard gives evidence.");
    }
    long valid = with(rows, Standing.VALID).size();
    if (invalid.isEmpty() && looks.isEmpty()) {
      lines.add("All " + Words.plural(valid, "figure") + " are evidence (VALID).");
    } else if (!invalid.isEmpty() && with(headline.rows(), Standing.INVALID).isEmpty()) {
      lines.add(
          (looks.isEmpty() ? valid + " of " + rows.size() + " figures are evidence (VALID); " : "")
              + invalid.size()
              + (invalid.size() == 1 ? " is" : " are")
              + " INVALID, none of them "
              + (Headline.of(rows).rows().isEmpty() ? "used here." : "in this table."));
    }
    return lines;
  }

  private static List<String> actions(ReportData data, Headline headline) {
    List<String> lines = new ArrayList<>();
    Environment environment = data.environment();
    if (RunSettings.cutOff(environment)) {
      lines.add(CUT_OFF);
    }
    RunSettings.failedForks(environment).forEach(fork -> lines.add("FAILED: " + fork));
    List<SummaryRow> invalid = // a crash is told as a failed fork
        with(headline.rows(), Standing.INVALID).stream()
            .filter(row -> row.verdict() != Verdict.CRASHED)
            .toList();
    if (!invalid.isEmpty()) {
      lines.add(
          invalid.size()
              + " of the table's "
              + Words.plural(headline.rows().size(), "figure")
              + (invalid.size() == 1 ? " is" : " are")
              + " INVALID, no evidence: "
              + Words.and(
                  Findings.of(invalid, row -> row.validity().disturbances()).stream()
                      .map(Findings.Finding::text)
                      .toList())
              + ". Measure again, with nothing else running.");
    }
    return lines;
  }

  private static List<SummaryRow> with(List<SummaryRow> rows, Standing standing) {
    return rows.stream().filter(row -> Standing.of(row) == standing).toList();
  }
}
