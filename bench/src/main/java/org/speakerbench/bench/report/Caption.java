package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.Interval;

/** What has to be said beside the table: without it the figures mean nothing. */
final class Caption {
  private static final int FBANK_PLACES = 5;

  static final String MACHINES_DIFFER =
      "Published figures are the CPU RTF of the C++ runtime on a Xeon Platinum 8163: machines"
          + " differ, so a ratio to them compares machines as well as programs.";
  static final String SYNTHETIC =
      "Weights of zoo models are synthetic: the cost and the numerics are those of the"
          + " architecture, the speaker accuracy is nil.";
  static final String WORDS =
      "Answer: VERIFIED agreed with Python before it was timed, UNVERIFIED has no reference. Figure:"
          + " VALID is evidence, INVALID was disturbed or is incomplete.";

  private Caption() {}

  static List<String> lines(ReportData data) {
    Environment environment = data.environment();
    List<String> lines = new ArrayList<>();
    lines.add(
        "CPU "
            + environment.fact("cpu", "model").text().orElse("unknown")
            + ", "
            + environment.fact("cpu", "logical_cpus").text().orElse("unknown")
            + " logical CPUs; audio "
            + RunSettings.text(environment, RunSettings.CLIP)
            + ".");
    RunSettings.otherFrontEnd(environment)
        .ifPresent(text -> lines.add("Front end other than the standard: " + text + "."));
    environment
        .fact(RunSettings.GROUP, RunSettings.GOLDEN)
        .text()
        .ifPresent(pack -> lines.add("Answers are held against the golden pack " + pack + " too."));
    String profile = RunSettings.text(environment, RunSettings.PROFILE);
    lines.add(
        "Profile "
            + profile
            + ": "
            + plural(RunSettings.text(environment, RunSettings.FORKS), "fork")
            + " of "
            + plural(RunSettings.text(environment, RunSettings.ITERATIONS), "iteration")
            + "; "
            + intervals(data.summary().stream().map(SummaryRow::intervalKind).distinct().toList())
            + ".");
    features(data.summary()).ifPresent(lines::add);
    lines.add(WORDS);
    lines.add(MACHINES_DIFFER);
    if (data.summary().stream().anyMatch(row -> row.model() != null && row.model().synthetic())) {
      lines.add(SYNTHETIC);
    }
    return lines;
  }

  /** A stage that was measured too rarely for an interval says nothing of those that have one. */
  static String intervals(List<Interval.Kind> kinds) {
    return kinds.stream()
        .filter(kind -> kinds.size() == 1 || kind != Interval.Kind.NONE)
        .map(Interval.Kind::text)
        .collect(Collectors.joining(", "));
  }

  /** Of a run of one audio length, where it is the same for all models. */
  private static Optional<String> features(List<SummaryRow> rows) {
    List<SummaryRow> fbank =
        rows.stream()
            .filter(row -> row.work().stage() == Stage.FBANK && row.clock() == Clock.WALL)
            .filter(row -> row.work().program().equals(Work.SPEAKERBENCH))
            .toList();
    return fbank.size() != 1
        ? Optional.empty()
        : Optional.of(
            "FBank takes "
                + Decimal.fixed(fbank.get(0).rtf().rtf(), FBANK_PLACES)
                + " of each RTF.");
  }

  private static String plural(String count, String noun) {
    return count + " " + noun + (count.equals("1") ? "" : "s");
  }
}
