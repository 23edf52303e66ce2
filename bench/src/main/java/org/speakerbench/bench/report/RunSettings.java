package org.speakerbench.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.RtfSettings;

/** The group {@code run} of the environment: what was asked for, and how far it came. */
final class RunSettings {
  static final String GROUP = "run";
  static final String PROFILE = "profile";
  static final String FORKS = "forks";
  static final String ITERATIONS = "iterations";
  static final String CLIP = "clip";
  static final String COMMAND = "command";
  static final String NOISE_BAND = "noise_band";
  static final String COMPLETE = "complete";
  static final String FAILED_FORKS = "failed_forks";

  private static final String SOURCE = "command line";

  private RunSettings() {}

  static Map<String, Fact> facts(
      RtfSettings settings,
      String runId,
      String command,
      Preflight inputs,
      List<CellResult> cells,
      boolean complete) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("id", Fact.of(runId, "label, start and profile"));
    facts.put(PROFILE, Fact.of(settings.profile().label(), SOURCE));
    facts.put(FORKS, Fact.of(settings.forks(), SOURCE));
    facts.put(ITERATIONS, Fact.of(settings.profile().iterations(), "profile"));
    facts.put(CLIP, Fact.of(inputs.clip().name(), SOURCE));
    facts.put(COMMAND, Fact.of(command, SOURCE));
    facts.put(NOISE_BAND, Fact.of(settings.noiseBand(), "--gate, or the default"));
    facts.put(COMPLETE, Fact.of(complete, "whether the run came to its end"));
    facts.put(
        FAILED_FORKS,
        Fact.of(
            cells.stream()
                .flatMap(
                    cell ->
                        cell.failures().stream()
                            .map(f -> cell.cell() + " fork " + f.fork() + ": " + f.reason()))
                .toList(),
            "forks that gave no figure"));
    return facts;
  }

  /** A setting as text; empty if the report does not have it. */
  static String text(Environment environment, String name) {
    return environment.fact(GROUP, name).text().orElse("");
  }

  /** Relative noise band of comparisons within the run. */
  static double noiseBand(Environment environment) {
    return environment.fact(GROUP, NOISE_BAND).value() instanceof Number band
        ? band.doubleValue()
        : Comparison.DEFAULT_BAND;
  }

  /** Whether the run was cut off. */
  static boolean cutOff(Environment environment) {
    return Boolean.FALSE.equals(environment.fact(GROUP, COMPLETE).value());
  }

  /** The forks that failed, one sentence each. */
  static List<String> failedForks(Environment environment) {
    return environment.fact(GROUP, FAILED_FORKS).value() instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
