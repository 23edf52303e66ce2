package org.speakerbench.bench.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.SummaryRow;

/** What has to be said beside the table: without it the figures mean nothing. */
final class Caption {
  static final String MACHINES_DIFFER =
      "Published figures are the CPU RTF of the C++ runtime on a Xeon Platinum 8163: machines"
          + " differ, so a ratio to them compares machines as well as programs.";
  static final String SYNTHETIC =
      "Weights of zoo models are synthetic: the cost and the numerics are those of the"
          + " architecture, the speaker accuracy is nil.";
  static final String SMOKE = "Smoke profile: proves that everything runs; no figure is a result.";

  static final String CUT_OFF =
      "INCOMPLETE: the run was cut off; this is what it had measured until then.";

  private Caption() {}

  static List<String> lines(ReportData data) {
    Environment environment = data.environment();
    List<String> lines = new ArrayList<>();
    if (RunSettings.cutOff(environment)) {
      lines.add(CUT_OFF);
    }
    lines.add(
        "CPU "
            + environment.fact("cpu", "model").text().orElse("unknown")
            + ", "
            + environment.fact("cpu", "logical_cpus").text().orElse("unknown")
            + " logical CPUs; audio "
            + RunSettings.text(environment, RunSettings.CLIP)
            + ".");
    String profile = RunSettings.text(environment, RunSettings.PROFILE);
    lines.add(
        "Profile "
            + profile
            + ": "
            + plural(RunSettings.text(environment, RunSettings.FORKS), "fork")
            + " of "
            + plural(RunSettings.text(environment, RunSettings.ITERATIONS), "iteration")
            + "; "
            + data.summary().stream()
                .map(row -> row.intervalKind().text())
                .distinct()
                .collect(Collectors.joining(", "))
            + ".");
    lines.add(evidence(data.summary()));
    RunSettings.failedForks(environment).forEach(fork -> lines.add("FAILED: " + fork));
    if (profile.equals("smoke")) {
      lines.add(SMOKE);
    }
    lines.add(MACHINES_DIFFER);
    if (data.summary().stream().anyMatch(row -> row.model() != null && row.model().synthetic())) {
      lines.add(SYNTHETIC);
    }
    return lines;
  }

  /** How many rows are evidence, and what keeps the others from it, the commonest first. */
  private static String evidence(List<SummaryRow> rows) {
    Map<String, Long> reasons =
        rows.stream()
            .flatMap(row -> row.validity().reasons().stream())
            .map(reason -> reason.split(":", 2)[0])
            .collect(groupingBy(reason -> reason, LinkedHashMap::new, counting()));
    long valid = rows.stream().filter(row -> row.validity().valid()).count();
    return "Evidence: "
        + valid
        + " of "
        + rows.size()
        + " rows are VALID"
        + (reasons.isEmpty() ? "" : "; INVALID for ")
        + reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String plural(String count, String noun) {
    return count + " " + noun + (count.equals("1") ? "" : "s");
  }
}
