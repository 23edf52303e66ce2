package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;

class AccuracyTablesTest {
  private static final String NOTE = "Synthetic weights: error rates say nothing about speakers.";

  private static AccuracyTables tables() {
    return new AccuracyTables(AccuracySamples.joined("one"));
  }

  /** RTF of 3000 ms beside whole clips of 3400 ms on average, that of 10 s beside 10 s. */
  @Test
  void eachModelStandsBesideItsOwnSpeed() {
    List<List<String>> rows = tables().models().rows();
    assertThat(rows).hasSize(6);
    assertThat(rows.get(0).subList(0, 3))
        .containsExactly("CAM++ (synthetic)", "whole clips", "2.00% [1.00%, 4.00%]");
    assertThat(rows.get(0).get(3)).startsWith("0.0138 [");
    assertThat(rows.get(0).subList(4, 8)).containsExactly("3000", "VALID", "28.0", "7.20");
    assertThat(rows.get(0).get(9)).isEqualTo("800");
    assertThat(rows.get(1).subList(4, 6)).containsExactly("3000", "INVALID");
    assertThat(rows.get(2).get(1)).isEqualTo("10000 ms");
    assertThat(rows.get(2).get(4)).isEqualTo("10000");
    assertThat(rows.get(3).subList(2, 6)).containsExactly("0.00%", "-", "-", "-");
  }

  /** A figure that is no evidence may be anything, and a model without one is on no front. */
  @Test
  void thePlaceIsNeverBetterThanTheEvidence() {
    assertThat(tables().models().rows().stream().map(row -> row.get(10)).toList())
        .containsExactly(
            "undecided, on the front by the figures",
            "undecided, dominated by the figures",
            "on the front",
            "-",
            "undecided, dominated by the figures",
            "-");
    assertThat(tables().notes())
        .containsOnlyOnce(
            "A model with an RTF and no place on the front has no other to stand beside: one that"
                + " was evaluated on the same speech, crop and trials, and timed in this run on"
                + " audio of the same length.");
  }

  @Test
  void theSpeedOfAConfigurationIsNotThatOfTheModel() {
    ReportData timed = AccuracySamples.joined("one");
    Map<String, Map<String, Fact>> groups = new LinkedHashMap<>(timed.environment().groups());
    groups.put(
        RunSettings.GROUP,
        Map.of(
            RunSettings.FRONT_END,
            Fact.of("window hanning", "--config other.json, and the models")));
    AccuracyTables tables =
        new AccuracyTables(
            new ReportData(
                Environment.of(groups), timed.summary(), timed.measurements(), timed.accuracy()));
    assertThat(tables.models().rows())
        .allSatisfy(row -> assertThat(row.subList(3, 5)).containsExactly("-", "-"))
        .allSatisfy(row -> assertThat(row.subList(9, 11)).containsExactly("-", "-"));
    assertThat(tables.notes())
        .anyMatch(note -> note.contains("were measured with --config other.json, the error rates"));
  }

  @Test
  void everyRowSaysItsVerdict() {
    assertThat(tables().rows().rows().get(1))
        .containsExactly(
            "campplus, whole, no-mean, mixed",
            "25.00% [12.50%, 50.00%]",
            "23.00% [10.00%, 40.00%]",
            "WORSE",
            "0.250",
            "0.250",
            "0.250",
            "0.5000",
            "0.2500");
    assertThat(tables().rows().rows().get(0).subList(2, 4)).containsExactly("-", "REFERENCE");
    assertThat(tables().answer()).contains("Other front ends: 1 row WORSE, 0 BETTER, 0 UNDECIDED.");
  }

  @Test
  void whatIsBlankIsSaidOnceWithTheWayToFillIt() {
    assertThat(tables().notes())
        .containsOnlyOnce(NOTE)
        .anyMatch(note -> note.contains("evaluate --report DIR"));
    assertThat(tables().console()).contains(NOTE);
    assertThat(tables().markdown()).startsWith("## Accuracy beside speed\n").contains("- " + NOTE);
  }
}
