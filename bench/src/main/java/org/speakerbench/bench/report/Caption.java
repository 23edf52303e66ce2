package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.speakerbench.bench.measure.ModelFacts;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.environment.Environment;

/** What has to be said beside the table: without it the figures mean nothing. */
final class Caption {
  static final String MACHINES_DIFFER =
      "Published figures are the CPU RTF of the C++ runtime on a Xeon Platinum 8163: machines"
          + " differ, so a ratio to them compares machines as well as programs.";
  static final String SYNTHETIC =
      "Weights of zoo models are synthetic: the cost and the numerics are those of the"
          + " architecture, the speaker accuracy is nil.";
  static final String SMOKE = "Smoke profile: proves that everything runs; no figure is a result.";

  private Caption() {}

  static List<String> lines(
      RtfSettings settings, Preflight inputs, Environment environment, List<SummaryRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "CPU "
            + environment.fact("cpu", "model").text().orElse("unknown")
            + ", "
            + environment.fact("cpu", "logical_cpus").text().orElse("unknown")
            + " logical CPUs; "
            + plural(settings.intraOpThreads(), "intra-op thread")
            + "; audio "
            + inputs.clip().name()
            + ", "
            + settings.audioMs()
            + " ms.");
    lines.add(
        "Profile "
            + settings.profile().name().toLowerCase(Locale.ROOT)
            + ": "
            + plural(settings.profile().forks(), "fork")
            + " of "
            + plural(settings.profile().iterations(), "iteration")
            + "; "
            + intervals(rows)
            + ".");
    if (settings.profile() == Profile.SMOKE) {
      lines.add(SMOKE);
    }
    lines.add(MACHINES_DIFFER);
    if (inputs.models().stream().anyMatch(ModelFacts::synthetic)) {
      lines.add(SYNTHETIC);
    }
    return lines;
  }

  private static String intervals(List<SummaryRow> rows) {
    return rows.stream()
        .map(row -> row.interval().kind().text())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
