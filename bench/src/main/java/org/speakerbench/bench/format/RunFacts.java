package org.speakerbench.bench.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.speakerbench.bench.environment.Environment;

/**
 * What all rows of a run have in common.
 *
 * @param runId unique to the run
 * @param timestampUtc start, ISO 8601
 * @param label of the machine
 * @param cpuModel empty if unknown
 * @param gitSha empty if unknown
 */
public record RunFacts(
    String runId, String timestampUtc, String label, String cpuModel, String gitSha) {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Facts of a run that starts now. */
  public static RunFacts of(String label, Instant start, String profile, Environment environment) {
    return new RunFacts(
        label + "-" + ID_TIME.format(start) + "-" + profile,
        start.truncatedTo(ChronoUnit.SECONDS).toString(),
        label,
        environment.fact("cpu", "model").text().orElse(""),
        environment.fact("git", "commit").text().orElse(""));
  }
}
